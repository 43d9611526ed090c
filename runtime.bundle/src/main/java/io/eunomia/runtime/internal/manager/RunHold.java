package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.RunStatistics;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Has the kernel count the runs of programs from a question until a while after the last one. Any thread. */
final class RunHold implements AutoCloseable {
    private final Supplier<RunStatistics> countRuns;
    private final BiConsumer<Runnable, Duration> later;
    private RunStatistics counting;
    private long began;
    private long until;
    private long countedNanos;

    /** @param later runs something after a time */
    RunHold(Supplier<RunStatistics> countRuns, BiConsumer<Runnable, Duration> later) {
        this.countRuns = countRuns;
        this.later = later;
    }

    /**
     * Counts for at least so long.
     *
     * @return whether counting begins with this call
     * @throws RuntimeException when the kernel does not count
     */
    synchronized boolean hold(Duration kept) {
        boolean begins = counting == null;
        if (begins) {
            counting = countRuns.get();
            began = System.nanoTime();
            until = began;
            later.accept(this::endIfUnused, kept);
        }
        until = Math.max(until, System.nanoTime() + kept.toNanos());
        return begins;
    }

    /** Returns for how long it has counted in all. */
    synchronized Duration counted() {
        return Duration.ofNanos(countedNanos + (counting == null ? 0 : System.nanoTime() - began));
    }

    private synchronized void endIfUnused() {
        if (counting == null) {
            return;
        }
        long left = until - System.nanoTime();
        if (left <= 0) {
            close();
        } else {
            later.accept(this::endIfUnused, Duration.ofNanos(left));
        }
    }

    /** Ends the counting. */
    @Override
    public synchronized void close() {
        if (counting != null) {
            countedNanos += System.nanoTime() - began;
            counting.close();
            counting = null;
        }
    }
}
