package io.eunomia.runtime.internal.code;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.code.RunningCode;
import io.eunomia.runtime.internal.parse.TrackerJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private void own(Bundle bundle, String what, BoundedCall.Change change) throws BundleException {
        BoundedCall call = BoundedCall.begin(bundle, change);
        if (call.ends(most)) {
            return;
        }
        String place = call.place();
        Optional<RunningCode> other = guard.holder(call.thread()).filter(holder -> holder.bundle() != bundle);
        if (other.isPresent()) {
            release(other.get(), call, bundle, what);
            return;
        }
        call.interrupt();
        throw blocks(bundle, what, place, call.thread().isAlive());
    }

    /**
     * Acts on a bundle that has no Java code. It may take as long as the kernel's verifier needs; only when another
     * bundle's code holds it up is it not waited for.
     *
     * @param effective whether the action has taken effect, though not all listeners have been called
     */
    private void others(Bundle bundle, String what, BoundedCall.Change change, BooleanSupplier effective)
            throws BundleException {
        if (!guard.isNeeded()) {
            change.run();
            return;
        }
        if (isHeld(bundle)) {
            throw new TrackerException(guard.failure(name(bundle, what), Duration.ZERO, guard.anywhere()));
        }
        BoundedCall call = BoundedCall.begin(bundle, change);
        while (!call.ends(most)) {
            Optional<RunningCode> holder = guard.holder(call.thread());
            if (holder.isEmpty() && RunningCode.waitsInFramework(call.thread())) {
                holder = guard.anywhere();
            }
            if (holder.isPresent()) {
                try {
                    release(holder.get(), call, bundle, what);
                } catch (TrackerException e) {
                    if (!effective.getAsBoolean()) {
                        throw e;
                    }
                }
                return;
            }
        }
    }

    private String name(Bundle bundle, String what) {
        return "the " + what + trackers.name(bundle).map(name -> " of " + name).orElse("");
    }

    /**
     * Isolates the code that does not return and interrupts the thread that runs it, or that waits for a framework lock
     * which the code holds. A thread that ignores the interrupt is given up.
     */
    private void release(RunningCode holder, BoundedCall call, Bundle bundle, String what) throws BundleException {
        guard.isolate(holder);
        boolean waits = guard.holder(call.thread()).isEmpty();
        call.thread().interrupt();
        try {
            while (!call.ends(BoundedCall.AFTER_INTERRUPT)) {
                if (guard.holder(call.thread()).isPresent() || RunningCode.waitsInFramework(call.thread())) {
                    left.put(call.thread(), bundle);
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

    private TrackerException held(RunningCode holder, Bundle bundle, String what) {
        return new TrackerException(guard.failure(name(bundle, what), most, Optional.of(holder)));
    }

    private TrackerException blocks(Bundle bundle, String what, String place, boolean goesOn) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "the " + what + " of " + bundle.getSymbolicName()
                + " has not come to its end within " + most.toSeconds() + " s: its Java code is at " + place,
                goesOn ? "it ignores interrupts and holds its bundle until the daemon is restarted; mend the code, or raise"
                        + " code_seconds in [limits]" : "mend the code, or raise code_seconds in [limits]"));
    }
}
