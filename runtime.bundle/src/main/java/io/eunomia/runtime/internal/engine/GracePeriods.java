package io.eunomia.runtime.internal.engine;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for grace periods of the kernel, some ms each, on one thread for all trackers: those that ask while one is waited
 * for share the next. The thread ends when nobody asks. Any thread.
 */
final class GracePeriods {
    private static final Logger LOG = LoggerFactory.getLogger(GracePeriods.class);

    private final Runnable awaitInvocations;
    /** The grace period that has not begun yet; null when nobody asks for one. */
    private CompletableFuture<Void> next;
    private boolean waiting;

    /** @param awaitInvocations returns when no program runs that was running at the call */
    GracePeriods(Runnable awaitInvocations) {
        this.awaitInvocations = awaitInvocations;
    }

    /** @return done when every invocation that is under way now has ended */
    synchronized CompletableFuture<Void> next() {
        if (next == null) {
            next = new CompletableFuture<>();
            if (!waiting) {
                waiting = true;
                new Thread(this::work, "eunomia-grace").start();
            }
        }
        return next;
    }

    private void work() {
        for (CompletableFuture<Void> asked = take(); asked != null; asked = take()) {
            try {
                awaitInvocations.run();
            } catch (RuntimeException e) {
                LOG.error("a grace period cannot be waited for", e);
            } finally {
                asked.complete(null);
            }
        }
    }

    private synchronized CompletableFuture<Void> take() {
        CompletableFuture<Void> taken = next;
        next = null;
        waiting = taken != null;
        return taken;
    }
}
