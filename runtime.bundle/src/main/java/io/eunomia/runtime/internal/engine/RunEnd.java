package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The end of a run, which goes on after the caller who asked for it has an answer.
 *
 * @param drained when the rings are read to their end and the subscribers were told: the ledger is final
 * @param closed when nothing of it is left in the kernel; with the failure if something is
 */
public record RunEnd(CompletableFuture<Last> drained, CompletableFuture<Void> closed) {

    /** The kernel's counts when the last invocation had ended. */
    public record Last(List<ProgramStats> programs, List<MapStats> maps) {
        static final Last NONE = new Last(List.of(), List.of());
    }

    static RunEnd begun() {
        return new RunEnd(new CompletableFuture<>(), new CompletableFuture<>());
    }

    public Last awaitDrained() {
        return drained.join();
    }

    /** @throws RuntimeException when it did not end cleanly */
    public void awaitClosed() {
        try {
            closed.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
