package io.eunomia.runtime.internal.closing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers how to take back what has been done, for the case that a later step fails. A step is added before what it takes
 * back is tried, because that may fail half-way. Confined to one thread.
 */
public final class Undo {
    private final Deque<Step> steps = new ArrayDeque<>();

    /** Takes one thing back. */
    public interface Step {
        void run() throws Exception;
    }

    public void add(Step step) {
        steps.push(step);
    }

    /**
     * Takes everything back, the newest first. A step that fails does not keep the others from being run.
     *
     * @param cause gets the failures of steps as suppressed ones
     */
    public void run(Throwable cause) {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (Exception e) {
                if (e != cause) {
                    cause.addSuppressed(e);
                }
            }
        }
    }
}
