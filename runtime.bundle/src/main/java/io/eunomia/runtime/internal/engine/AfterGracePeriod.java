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
 * Runs steps that have to wait until the invocations of detached programs have ended. That is a grace period of the kernel,
 * some ms, for which the caller of an update or a stop need not wait. Steps are finished in the order in which they were
 * added, by one thread at a time; those that were added before a grace period began share it.
 */
final class AfterGracePeriod {
    private static final Logger LOG = LoggerFactory.getLogger(AfterGracePeriod.class);
    /** The interval at which rings are read that nobody else reads. */
    private static final long STAGE_MILLIS = 1;

    /** A step to finish after the grace period. */
    interface Step {
        /** Called again and again while the step waits, to keep rings from filling. */
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

    /** Returns the steps that wait now; when there are none, the thread ends. */
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
                // Stage again, because rings fill meanwhile.
            } catch (InterruptedException | ExecutionException e) {
                LOG.debug("nobody interrupts this thread; the grace period is waited for all the same", e);
            }
        }
    }

    /**
     * Stages a step. Records that cannot be read ahead stay in their ring; a failure must not keep the following steps from
     * running.
     */
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
