package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.RunStatistics;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerCost;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Measures what the programs of trackers cost. The kernel counts runs only while somebody asks, because that makes each run
 * some tens of ns longer: counting begins with a question, which waits for a first measurement, and ends a while after the
 * last one. Any thread.
 */
final class RunCosts implements AutoCloseable {
    /** How long the first question takes. */
    static final Duration FIRST = Duration.ofMillis(100);
    /** How long the kernel goes on counting after a question. */
    static final Duration KEPT = Duration.ofSeconds(10);
    /** An answer is about the time since one of the two samples before it, so about five to ten seconds when many ask. */
    private static final long RENEWED_NANOS = Duration.ofSeconds(5).toNanos();

    private record Counted(long runs, long nanos) {
        static final Counted NONE = new Counted(0, 0);
    }

    /** @param trackers the counts of each tracker's programs, by the kernel's ids of these */
    private record Sample(long time, Map<Integer, Map<Integer, Counted>> trackers) {
    }

    private final RunHold counting;
    private Sample base;
    private Sample next;

    /** @param later runs something after a time */
    RunCosts(Supplier<RunStatistics> countRuns, BiConsumer<Runnable, Duration> later) {
        this.counting = new RunHold(countRuns, later);
    }

    /** Measures those that run. @throws RuntimeException when the kernel does not count */
    synchronized List<TrackerCost> of(List<Tracker> trackers) throws InterruptedException {
        List<Tracker> running = trackers.stream().filter(one -> one.state() == TrackerState.RUNNING).toList();
        if (counting.hold(KEPT)) {
            base = sample(running);
            next = base;
            Thread.sleep(FIRST.toMillis());
        }
        Sample now = sample(running);
        List<TrackerCost> costs = running.stream().map(tracker -> cost(tracker.id(), now)).toList();
        if (now.time() - next.time() > RENEWED_NANOS) {
            base = next;
            next = now;
        }
        return costs;
    }

    private static Sample sample(List<Tracker> running) {
        Map<Integer, Map<Integer, Counted>> counts = new HashMap<>();
        running.forEach(tracker -> counts.put(tracker.id(), tracker.stats().programs().stream().collect(Collectors.toMap(
                ProgramStats::kernelId, program -> new Counted(program.runCount(), program.runNanos()), (one, same) -> one))));
        return new Sample(System.nanoTime(), counts);
    }

    /** Programs that are not in the sample before were loaded since, so that all of their runs are new. */
    private TrackerCost cost(int tracker, Sample now) {
        Map<Integer, Counted> before = base.trackers().getOrDefault(tracker, Map.of());
        long runs = 0;
        long nanos = 0;
        for (Map.Entry<Integer, Counted> program : now.trackers().get(tracker).entrySet()) {
            Counted from = before.getOrDefault(program.getKey(), Counted.NONE);
            runs += program.getValue().runs() - from.runs();
            nanos += program.getValue().nanos() - from.nanos();
        }
        Duration over = Duration.ofNanos(Math.max(1, now.time() - base.time()));
        return new TrackerCost(tracker, (double) nanos / over.toNanos(), runs * 1e9 / over.toNanos(),
                runs == 0 ? 0 : (double) nanos / runs, over);
    }

    /** Ends the counting. */
    @Override
    public void close() {
        counting.close();
    }
}
