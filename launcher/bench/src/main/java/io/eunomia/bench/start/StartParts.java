package io.eunomia.bench.start;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Jdk;
import io.eunomia.bench.host.Proc;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Results;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each part of a fast start earns: {@code eunomia server} to ready as it was left, with and without that part, in turns.
 * Processor time stands beside the time that passed, since others on the machine make the latter longer.
 */
public final class StartParts implements Measurement {
    /** Names that EUNOMIA_FAST knows, and all of them at once. */
    private static final List<String> LEFT_OUT = List.of("-archive", "-compilers", "-reflection", "-locales", "-facts", "-excerpts",
            "-descriptors", "-preloads", "off");

    @Override
    public String name() {
        return "parts";
    }

    @Override
    public String title() {
        return "Parts of a fast start";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(30, 120, 500);
    }

    /** The figures of one choice of parts. */
    private record Runs(Path state, Samples wall, Samples cpu) {
        void start(Bench bench, Jdk jdk, String choice) {
            try (Daemon daemon = Daemon.start(bench, jdk, state, Map.of("EUNOMIA_FAST", choice))) {
                wall.addNanos(daemon.readyNanos());
                cpu.addNanos(Proc.cpuNanosToNow(daemon.pid()));
            }
        }
    }

    @Override
    public void run(Bench bench, Results results) {
        List<String> choices = LEFT_OUT.subList(0, bench.times(1, LEFT_OUT.size(), LEFT_OUT.size()));
        for (Jdk jdk : Jdk.all().values().stream().limit(bench.times(1, 9, 9)).toList()) {
            Map<String, Runs> all = new LinkedHashMap<>();
            all.put("on", runs(bench));
            choices.forEach(choice -> all.put(choice, runs(bench)));
            all.forEach((choice, runs) -> new Runs(runs.state, new Samples(), new Samples()).start(bench, jdk, choice));
            for (int i = 0; i < bench.times(1, 4, 15); i++) {
                all.forEach((choice, runs) -> runs.start(bench, jdk, choice));
            }
            results.reference("processor time until ready, " + jdk.label(), "all parts", "ms", all.get("on").cpu.values());
            choices.forEach(choice -> results.add("processor time until ready, " + jdk.label(), choice, "ms",
                    all.get(choice).cpu.values()));
            results.reference("ready, " + jdk.label(), "all parts", "ms", all.get("on").wall.values());
            choices.forEach(choice -> results.add("ready, " + jdk.label(), choice, "ms", all.get(choice).wall.values()));
            for (String choice : choices) {
                results.note(jdk.label() + ' ' + choice + ": " + earned(all.get("on").cpu, all.get(choice).cpu)
                        + " ms of processor time, " + earned(all.get("on").wall, all.get(choice).wall)
                        + " ms more, each the median of the differences in a round");
            }
        }
    }

    private static Runs runs(Bench bench) {
        return new Runs(bench.folder("state"), new Samples(), new Samples());
    }

    private static long earned(Samples with, Samples without) {
        double[] differences = without.values();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= with.values()[i];
        }
        Arrays.sort(differences);
        return Math.round(differences[differences.length / 2]);
    }
}
