package io.eunomia.runtime.internal.code;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.code.RunningCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A call of the framework that changes a bundle, on a thread of its own, because the framework may call code meanwhile that
 * never returns. Whoever began it waits as long as it wants, and may then give the thread up.
 */
final class BoundedCall {
    /** The time that code has to end after it was interrupted. */
    static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final Bundle bundle;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Thread thread;

    /** What the framework is asked to do. */
    interface Change {
        void run() throws BundleException;
    }

    private BoundedCall(Bundle bundle, Change change) {
        this.bundle = bundle;
        this.thread = new Thread(() -> run(change), "eunomia-code-" + bundle.getBundleId());
    }

    static BoundedCall begin(Bundle bundle, Change change) {
        BoundedCall call = new BoundedCall(bundle, change);
        call.thread.setDaemon(true);
        call.thread.start();
        return call;
    }

    private void run(Change change) {
        try {
            change.run();
            done.complete(null);
        } catch (BundleException | RuntimeException | LinkageError e) {
            done.completeExceptionally(e);
        }
    }

    Thread thread() {
        return thread;
    }

    /**
     * Waits for the end of the call. A caller that is interrupted gets a failure, and its interrupt again.
     *
     * @return whether the call has ended within the time
     * @throws BundleException when the framework refuses, or code of the bundle fails
     */
    boolean ends(Duration time) throws BundleException {
        try {
            done.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException refused) {
                throw refused;
            }
            if (e.getCause() instanceof RuntimeException failed && !BundleActions.hasCode(bundle)) {
                throw failed;
            }
            throw new BundleException("the bundle's code fails", BundleException.ACTIVATOR_ERROR, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "the caller was interrupted while bundle "
                    + bundle.getSymbolicName() + " was changed, which goes on, at " + place(),
                    "look at the tracker's state before you try again"), e);
        }
    }

    /** Interrupts the call and gives it a moment to end, whatever comes of it. */
    void interrupt() {
        thread.interrupt();
        try {
            done.get(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The time is over, whether the code ended by the interrupt or goes on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells where the call waits. */
    String place() {
        return RunningCode.outsideJdk(thread).map(StackTraceElement::toString).orElse("an unknown place");
    }
}
