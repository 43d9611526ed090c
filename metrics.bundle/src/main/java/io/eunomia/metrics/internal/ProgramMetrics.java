package io.eunomia.metrics.internal;

import io.eunomia.runtime.TrackerStats.ProgramStats;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often and how long programs ran while the kernel counted. An update puts another program in the place of one, whose counts
 * begin anew; here they go on. Confined to one thread at a time.
 */
final class ProgramMetrics {
    private static final double NANOS = 1e9;

    private record Key(int tracker, String program) {
    }

    private record Sums(int kernelId, long runs, long nanos, double allRuns, double allNanos) {
        static final Sums NONE = new Sums(-1, 0, 0, 0, 0);

        Sums after(ProgramStats now) {
            boolean same = now.kernelId() == kernelId && now.runCount() >= runs && now.runNanos() >= nanos;
            return new Sums(now.kernelId(), now.runCount(), now.runNanos(), allRuns + now.runCount() - (same ? runs : 0),
                    allNanos + now.runNanos() - (same ? nanos : 0));
        }
    }

    private final Map<Key, Sums> sums = new HashMap<>();
    private final Set<Key> seen = new HashSet<>();

    void add(int tracker, String name, List<ProgramStats> programs, Families to) {
        for (ProgramStats program : programs) {
            Key key = new Key(tracker, program.name());
            seen.add(key);
            Sums now = sums.merge(key, Sums.NONE.after(program), (before, fresh) -> before.after(program));
            String[] labels = {"tracker", name, "program", program.name()};
            to.counter("eunomia_program_runs", "Runs of a program while the kernel counted them", now.allRuns(), labels);
            to.counter("eunomia_program_run_seconds", "Time in a program while the kernel counted it", now.allNanos() / NANOS, labels);
        }
    }

    /** Forgets what was not added since the last call. */
    void forgetOthers() {
        sums.keySet().retainAll(seen);
        seen.clear();
    }
}
