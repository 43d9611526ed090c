package io.eunomia.runtime.internal.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to wait until the invocations of programs that are no longer reached have ended: a grace period of the
 * kernel, some ms, for which nobody who asked for an update or a stop needs to wait. Steps are finished in the order in
 * which they were added, by one thread at a time; those that were added before a grace period began share it.
 */
final class AfterGracePeriod {
    private static final Logger LOG = LoggerFactory.getLogger(AfterGracePeriod.class);
    /** How often rings that nobody else reads are read. */
    private static final long STAGE_MILLIS = 1;

    /** Something to be finished. */
    interface Step {
        /** Called again and again while the step waits: keeps rings from filling. */
        void stage();

        /** Called once, when every invocation that was under way when the step was added has ended. */
        void finish();
    }

    private final GracePeriods periods;
    private final ArrayDeque<Step> waiting = new ArrayDeque<>();
    private boolean working;

    AfterGracePeriod(GracePeriods periods) {
        this.periods = periods;
    }

    synchronized void add(Step step) {
        waiting.add(step);
        if (!working) {
            working = true;
            new Thread(this::work, "eunomia-switch").start();
        }
    }

    /** Waits until at most {@code most} steps are left to finish; an interrupt is kept for the caller. */
    synchronized void await(int most) {
        boolean interrupted = false;
        while (waiting.size() > most) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        for (List<Step> batch = waiting(); !batch.isEmpty(); batch = waiting()) {
            letInvocationsEnd();
            batch.forEach(this::finish);
        }
    }

    /** What waits now; none left ends the work. */
    private synchronized List<Step> waiting() {
        working = !waiting.isEmpty();
        return List.copyOf(waiting);
    }

    private synchronized List<Step> staging() {
        return List.copyOf(waiting);
    }

    private void letInvocationsEnd() {
        CompletableFuture<Void> over = periods.next();
        while (!over.isDone()) {
            staging().forEach(AfterGracePeriod::stage);
            try {
                over.get(STAGE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Once more: rings fill meanwhile.
            } catch (InterruptedException | ExecutionException e) {
                LOG.debug("nobody interrupts this thread; the grace period is waited for all the same", e);
            }
        }
    }

    /** What cannot be read ahead stays in its ring; a failure must not keep what follows from being done. */
    private static void stage(Step step) {
        try {
            step.stage();
        } catch (RuntimeException e) {
            LOG.warn("events of a new version are not read ahead of their turn", e);
        }
    }

    private void finish(Step step) {
        try {
            step.finish();
        } catch (RuntimeException e) {
            LOG.warn("what a tracker had left behind did not end cleanly", e);
        }
        synchronized (this) {
            waiting.remove();
            notifyAll();
        }
    }
}
