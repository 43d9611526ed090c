package io.eunomia.runtime.internal.code;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.code.CodeGuard.Holder;
import io.eunomia.runtime.internal.parse.TrackerJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Installs, starts, stops, updates and removes trackers' bundles. A bundle with Java code is acted on by a thread of its
 * own in bounded time, because nobody knows what its code does. The framework must not start such a bundle by itself at its
 * next start, where one that blocks would hold all others. While such code is installed, all other bundles are acted on by
 * threads of their own too, because the framework calls the code's listeners on these threads.
 */
public final class BundleActions {
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(10);
    /** The time that code has to end after it was interrupted. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final Duration most;
    private final CodeGuard guard;
    private final TrackerBundles trackers;
    /** Threads that did not end and were given up, each with the bundle that it acts on. */
    private final Map<Thread, Bundle> left = new ConcurrentHashMap<>();

    /** @param most time for code to start or to stop, or to return from a listener */
    public BundleActions(Duration most, CodeGuard guard, TrackerBundles trackers) {
        this.most = most;
        this.guard = guard;
        this.trackers = trackers;
    }

    /** A call of the framework that changes a bundle. */
    private interface Action {
        void run() throws BundleException;
    }

    public static boolean hasCode(Bundle bundle) {
        return bundle.getHeaders("").get(TrackerJar.CODE) != null;
    }

    /** Tells whether code that does not return keeps the framework from doing anything with the bundle. */
    public boolean isHeld(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.STOPPING)) != 0 && (hasCode(bundle) || isLeft(bundle));
    }

    private boolean isLeft(Bundle bundle) {
        left.keySet().removeIf(thread -> !thread.isAlive());
        return left.containsValue(bundle);
    }

    public Bundle install(BundleContext system, String location, byte[] jar) throws BundleException {
        if (!guard.isNeeded()) {
            return system.installBundle(location, new ByteArrayInputStream(jar));
        }
        AtomicReference<Bundle> installed = new AtomicReference<>();
        others(system.getBundle(), "installation", () -> installed.set(system.installBundle(location,
                new ByteArrayInputStream(jar))), () -> false);
        return installed.get();
    }

    public void start(Bundle bundle) throws BundleException {
        if (hasCode(bundle)) {
            guard.forgive(bundle);
            own(bundle, "start", () -> bundle.start(Bundle.START_TRANSIENT));
            requireAside(bundle);
        } else {
            others(bundle, "start", bundle::start, () -> bundle.getState() == Bundle.ACTIVE && trackers.isRunning(bundle));
        }
    }

    public void stop(Bundle bundle) throws BundleException {
        if (hasCode(bundle)) {
            own(bundle, "stop", bundle::stop);
        } else {
            others(bundle, "stop", bundle::stop, () -> bundle.getState() == Bundle.RESOLVED);
        }
    }

    public void uninstall(Bundle bundle) throws BundleException {
        if (hasCode(bundle)) {
            own(bundle, "removal", bundle::uninstall);
        } else {
            others(bundle, "removal", bundle::uninstall, () -> bundle.getState() == Bundle.UNINSTALLED
                    && trackers.name(bundle).isEmpty());
        }
    }

    public void update(Bundle bundle, byte[] jar) throws BundleException {
        update(bundle, jar, () -> false);
    }

    /**
     * Updates a bundle.
     *
     * @param effective tells whether the bundle runs with its new content, although not all listeners have been told
     */
    public void update(Bundle bundle, byte[] jar, BooleanSupplier effective) throws BundleException {
        if (hasCode(bundle) || hasCode(jar)) {
            guard.forgive(bundle);
            own(bundle, "update", () -> bundle.update(new ByteArrayInputStream(jar)));
            requireAside(bundle);
        } else {
            others(bundle, "update", () -> bundle.update(new ByteArrayInputStream(jar)), effective);
        }
    }

    /** Refuses a bundle whose code registers a service that would be asked in what others do, and stops it. */
    private void requireAside(Bundle bundle) throws BundleException {
        Optional<String> type = guard.inBetween(bundle);
        if (type.isPresent()) {
            own(bundle, "stop", () -> bundle.stop(Bundle.STOP_TRANSIENT));
            throw new TrackerException(CodeGuard.inBetween(type.get()));
        }
    }

    private static boolean hasCode(byte[] jar) {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            Manifest manifest = in.getManifest();
            return manifest == null || manifest.getMainAttributes().getValue(TrackerJar.CODE) != null;
        } catch (IOException e) {
            // The framework will say what is wrong with the jar.
            return true;
        }
    }

    /** Acts on a bundle that has Java code, in bounded time. */
    private void own(Bundle bundle, String what, Action action) throws BundleException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = begin(bundle, action, done);
        if (ends(done, most, thread, bundle, what)) {
            return;
        }
        String place = place(thread);
        Optional<Holder> other = guard.holder(thread).filter(holder -> holder.bundle() != bundle);
        if (other.isPresent()) {
            release(other.get(), thread, done, bundle, what);
            return;
        }
        thread.interrupt();
        awaitQuietly(done);
        throw blocks(bundle, what, place, thread.isAlive());
    }

    /**
     * Acts on a bundle that has no Java code. It may take as long as the kernel's verifier needs; only when another
     * bundle's code holds it up is it not waited for.
     *
     * @param effective whether the action has taken effect, though not all listeners have been called
     */
    private void others(Bundle bundle, String what, Action action, BooleanSupplier effective) throws BundleException {
        if (!guard.isNeeded()) {
            action.run();
            return;
        }
        if (isHeld(bundle)) {
            throw new TrackerException(CodeGuard.failure(name(bundle, what), Duration.ZERO, guard.anywhere()));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = begin(bundle, action, done);
        while (!ends(done, most, thread, bundle, what)) {
            Optional<Holder> holder = guard.holder(thread);
            if (holder.isEmpty() && waitsForFramework(thread)) {
                holder = guard.anywhere();
            }
            if (holder.isPresent()) {
                try {
                    release(holder.get(), thread, done, bundle, what);
                } catch (TrackerException e) {
                    if (!effective.getAsBoolean()) {
                        throw e;
                    }
                }
                return;
            }
        }
    }

    /** Tells whether a thread waits for a lock of the framework, which may be held by a thread that waits for the code. */
    private static boolean waitsForFramework(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getModuleName() == null) {
                return frame.getClassName().startsWith("org.apache.felix.framework.");
            }
        }
        return false;
    }

    private String name(Bundle bundle, String what) {
        return "the " + what + trackers.name(bundle).map(name -> " of " + name).orElse("");
    }

    /**
     * Isolates the code that does not return and interrupts the thread that runs it, or that waits for a framework lock
     * which the code holds. A thread that ignores the interrupt is given up.
     */
    private void release(Holder holder, Thread thread, CompletableFuture<Void> done, Bundle bundle, String what)
            throws BundleException {
        guard.isolate(holder);
        boolean waits = guard.holder(thread).isEmpty();
        thread.interrupt();
        try {
            while (!ends(done, AFTER_INTERRUPT, thread, bundle, what)) {
                if (guard.holder(thread).isPresent() || waitsForFramework(thread)) {
                    left.put(thread, bundle);
                    throw held(holder, bundle, what);
                }
            }
        } catch (BundleException e) {
            if (waits) {
                throw held(holder, bundle, what);
            }
            throw e;
        }
    }

    private TrackerException held(Holder holder, Bundle bundle, String what) {
        return new TrackerException(CodeGuard.failure(name(bundle, what), most, Optional.of(holder)));
    }

    private static Thread begin(Bundle bundle, Action action, CompletableFuture<Void> done) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (BundleException | RuntimeException | LinkageError e) {
                done.completeExceptionally(e);
            }
        }, "eunomia-code-" + bundle.getBundleId());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** @return whether it has ended within the time */
    private boolean ends(CompletableFuture<Void> done, Duration time, Thread thread, Bundle bundle, String what)
            throws BundleException {
        try {
            done.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException refused) {
                throw refused;
            }
            if (e.getCause() instanceof RuntimeException failed && !hasCode(bundle)) {
                throw failed;
            }
            throw new BundleException("the bundle's code fails", BundleException.ACTIVATOR_ERROR, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw blocks(bundle, what, place(thread), true);
        }
    }

    private static void awaitQuietly(CompletableFuture<Void> done) {
        try {
            done.get(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The time is over, whether the code ended by the interrupt or goes on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TrackerException blocks(Bundle bundle, String what, String place, boolean goesOn) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "the " + what + " of " + bundle.getSymbolicName()
                + " has not come to its end within " + most.toSeconds() + " s: its Java code is at " + place,
                goesOn ? "it ignores interrupts and holds its bundle until the daemon is restarted; mend the code, or raise"
                        + " code_seconds in [limits]" : "mend the code, or raise code_seconds in [limits]"));
    }

    /** Tells where the bundle's code waits: the innermost frame that is not the JDK's. */
    private static String place(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getModuleName() == null) {
                return frame.toString();
            }
        }
        return "an unknown place";
    }
}
