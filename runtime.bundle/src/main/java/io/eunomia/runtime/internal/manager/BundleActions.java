package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.parse.TrackerJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * What the framework is told to do with trackers' bundles. Those with Java code do it on a thread of their own and have
 * bounded time, since nobody knows what the code does; the framework must not start them by itself at its next start,
 * where one that blocks would hold all others.
 */
final class BundleActions {
    static final Duration DEFAULT_TIME = Duration.ofSeconds(10);
    /** For code that heeds the interrupt which it gets when its time is over. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final Duration most;

    /** @param most time for code to start or to stop */
    BundleActions(Duration most) {
        this.most = most;
    }

    /** An action of the framework. */
    private interface Action {
        void run() throws BundleException;
    }

    static boolean hasCode(Bundle bundle) {
        return bundle.getHeaders("").get(TrackerJar.CODE) != null;
    }

    void start(Bundle bundle) throws BundleException {
        if (hasCode(bundle)) {
            bounded(bundle, "start", () -> bundle.start(Bundle.START_TRANSIENT));
        } else {
            bundle.start();
        }
    }

    void stop(Bundle bundle) throws BundleException {
        if (hasCode(bundle)) {
            bounded(bundle, "stop", bundle::stop);
        } else {
            bundle.stop();
        }
    }

    void uninstall(Bundle bundle) throws BundleException {
        if (hasCode(bundle)) {
            bounded(bundle, "removal", bundle::uninstall);
        } else {
            bundle.uninstall();
        }
    }

    void update(Bundle bundle, byte[] jar) throws BundleException {
        if (hasCode(bundle) || hasCode(jar)) {
            bounded(bundle, "update", () -> bundle.update(new ByteArrayInputStream(jar)));
        } else {
            bundle.update(new ByteArrayInputStream(jar));
        }
    }

    private static boolean hasCode(byte[] jar) {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            Manifest manifest = in.getManifest();
            return manifest == null || manifest.getMainAttributes().getValue(TrackerJar.CODE) != null;
        } catch (IOException e) {
            // The framework will say what is wrong with it.
            return true;
        }
    }

    private void bounded(Bundle bundle, String what, Action action) throws BundleException {
        CompletableFuture<Void> done = new CompletableFuture<>();
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
        await(done, most, thread, bundle, what);
    }

    private void await(CompletableFuture<Void> done, Duration time, Thread thread, Bundle bundle, String what)
            throws BundleException {
        try {
            done.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String place = place(thread);
            thread.interrupt();
            try {
                done.get(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException again) {
                // Told below, whether it ended by the interrupt or goes on.
            } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
            }
            throw blocks(bundle, what, place, thread.isAlive());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException refused) {
                throw refused;
            }
            throw new BundleException("the bundle's code fails", BundleException.ACTIVATOR_ERROR, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw blocks(bundle, what, place(thread), true);
        }
    }

    private TrackerException blocks(Bundle bundle, String what, String place, boolean goesOn) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "the " + what + " of " + bundle.getSymbolicName()
                + " has not come to its end within " + most.toSeconds() + " s: its Java code is at " + place,
                goesOn ? "it ignores interrupts and holds its bundle until the daemon is restarted; mend the code, or raise"
                        + " code_seconds in [limits]" : "mend the code, or raise code_seconds in [limits]"));
    }

    /** Where the bundle's own code waits: the innermost place that is not the JDK's. */
    private static String place(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getModuleName() == null) {
                return frame.toString();
            }
        }
        return "an unknown place";
    }
}
