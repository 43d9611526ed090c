package io.eunomia.bench.events;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link DecodeBenchmark}, run by JMH in a JVM of its own. */
public final class Decode implements Measurement {

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String title() {
        return "Decoding, filtering, formatting (JMH)";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(8, 25, 75);
    }

    @Override
    public void run(Bench bench, Results results) throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        TimeValue time = TimeValue.milliseconds(bench.times(50, 300, 1000));
        Options options = new OptionsBuilder().include(DecodeBenchmark.class.getName() + "\\..*").forks(1)
                .warmupIterations(bench.times(1, 4, 6)).warmupTime(time)
                .measurementIterations(bench.times(1, 5, 6)).measurementTime(time)
                .addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT).shouldFailOnError(true).build();
        Collection<RunResult> runs = new Runner(options).run();
        double most = 0;
        for (RunResult run : runs) {
            String label = run.getPrimaryResult().getLabel();
            double[] scores = run.getAggregatedResult().getIterationResults().stream()
                    .mapToDouble(iteration -> iteration.getPrimaryResult().getScore()).toArray();
            results.add("an event", label, "ns", scores);
            most = Math.max(most, garbage(run, label, results));
        }
        results.target(Target.atMost("garbage for an event: decode, filter, format (JMH)", most, 0, "bytes"));
    }

    private static double garbage(RunResult run, String label, Results results) {
        for (String key : run.getSecondaryResults().keySet()) {
            if (key.endsWith("gc.alloc.rate.norm")) {
                // JMH's own loop makes a fraction of a byte.
                double bytes = Math.rint(run.getSecondaryResults().get(key).getScore());
                results.add("garbage for an event", label, "bytes", bytes);
                return bytes;
            }
        }
        throw new IllegalStateException("JMH's GC profiler gave no figure: " + run.getSecondaryResults().keySet());
    }
}
