package io.eunomia.runtime.internal.engine;

import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to wait until the invocations of programs that are no longer reached have ended: a grace period of the
 * kernel, some ms, for which nobody who asked for an update or a stop needs to wait. Steps are finished in the order in
 * which they were added, by one thread at a time; those that were added before a grace period began share it.
 */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    /** How often rings that nobody else reads are read. */
    private static final long STAGE_MILLIS = 1;

    /** Something to be finished. */
    interface Step {
        /** Called again and again while the step waits: keeps rings from filling. */
        void stage();

        /** Called once, when every invocation that was under way when the step was added has ended. */
        void finish();
    }

    private final Runnable awaitInvocations;
    private final ArrayDeque<Step> waiting = new ArrayDeque<>();
    private boolean working;

    /** @param awaitInvocations returns when no program runs that was running at the call */
    Aftermath(Runnable awaitInvocations) {
        this.awaitInvocations = awaitInvocations;
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
        Thread waiter = new Thread(awaitInvocations, "eunomia-grace");
        waiter.start();
        while (waiter.isAlive()) {
            staging().forEach(Aftermath::stage);
            try {
                waiter.join(STAGE_MILLIS);
            } catch (InterruptedException e) {
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
