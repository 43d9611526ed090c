package io.eunomia.bench;

import io.eunomia.bench.display.MapRead;
import io.eunomia.bench.events.Decode;
import io.eunomia.bench.events.EventPath;
import io.eunomia.bench.events.RingRead;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Machine;
import io.eunomia.bench.latency.AttachLatency;
import io.eunomia.bench.latency.StopLatency;
import io.eunomia.bench.memory.IdleTime;
import io.eunomia.bench.memory.ResidentMemory;
import io.eunomia.bench.overhead.TracedCost;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.size.Sizes;
import io.eunomia.bench.start.StartParts;
import io.eunomia.bench.start.StartTime;
import io.eunomia.bench.update.HotUpdate;
import io.eunomia.bench.update.Restart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./eunomia bench}: runs measurements in order and writes the report after each. */
@Command(name = "bench", sortOptions = false, mixinStandardHelpOptions = true,
        description = "Measures Eunomia beside what people would pick instead, as root. "
                + "A full run writes docs/benchmarks.md and docs/benchmarks.json; measurements not run keep what they had. "
                + "The others write the same to launcher/bench/target/bench.")
public final class Main implements Callable<Integer> {
    @Option(names = "--list", description = "show the measurements and how long each takes")
    private boolean list;

    @Option(names = "--quick", description = "fewer rounds, for development")
    private boolean quick;

    @Option(names = "--brief", description = "everything once, to see that it works; the figures mean nothing")
    private boolean brief;

    @Option(names = "--out", hidden = true, description = "folder of the report")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "measurements to run; all when left out")
    private List<String> names = List.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    static List<Measurement> all() {
        return List.of(new AttachLatency(), new StopLatency(), new HotUpdate(), new Restart(), new StartTime(), new StartParts(),
                new ResidentMemory(), new IdleTime(), new Sizes(), new RingRead(), new MapRead(), new Decode(), new EventPath(), new TracedCost());
    }

    @Override
    public Integer call() throws IOException {
        Scale scale = brief ? Scale.BRIEF : quick ? Scale.QUICK : Scale.FULL;
        if (list) {
            all().forEach(m -> System.out.printf("%-10s %4d s  %s%n", m.name(), m.seconds(scale), m.title()));
            return 0;
        }
        List<Measurement> chosen = chosen();
        Path root = Path.of(System.getProperty("eunomia.root")).toAbsolutePath();
        Path folder = out != null ? out : root.resolve(scale == Scale.FULL ? "docs" : "launcher/bench/target/bench");
        Bench bench = new Bench(root, Path.of(System.getProperty("eunomia.cache")),
                Files.createTempDirectory("eunomia-bench"), scale, ConcurrentHashMap.newKeySet());
        Thread cleaning = new Thread(bench::clean);
        Runtime.getRuntime().addShutdownHook(cleaning);
        return measure(bench, chosen, new Reports(folder, all().stream().map(Measurement::name).toList()));
    }

    private List<Measurement> chosen() {
        List<Measurement> chosen = new ArrayList<>(all());
        if (!names.isEmpty()) {
            chosen.removeIf(m -> !names.contains(m.name()));
            for (String name : names) {
                if (chosen.stream().noneMatch(m -> m.name().equals(name))) {
                    throw new ParameterException(spec.commandLine(), "no measurement is called " + name + "; there are: "
                            + String.join(", ", all().stream().map(Measurement::name).toList()));
                }
            }
        }
        return chosen;
    }

    private static int measure(Bench bench, List<Measurement> chosen, Reports reports) throws IOException {
        int left = chosen.stream().mapToInt(m -> m.seconds(bench.scale())).sum();
        int failed = 0;
        String machine = Machine.describe();
        for (int i = 0; i < chosen.size(); i++) {
            Measurement measurement = chosen.get(i);
            System.out.printf(Locale.ROOT, "[%d/%d] %s: %s (about %d s, %d min left)%n", i + 1, chosen.size(),
                    measurement.name(), measurement.title(), measurement.seconds(bench.scale()), (left + 59) / 60);
            left -= measurement.seconds(bench.scale());
            long started = System.nanoTime();
            String load = Machine.load();
            Results results = new Results(measurement.name(), measurement.title(), machine + ", load average before "
                    + load + (bench.scale() == Scale.FULL ? "" : ", " + bench.scale().name().toLowerCase(Locale.ROOT)));
            try {
                measurement.run(bench, results);
                results.notes().forEach(note -> System.out.println("      " + note));
            } catch (Exception e) {
                failed++;
                results.note("failed: " + e);
                e.printStackTrace();
            }
            reports.add(results);
            System.out.printf(Locale.ROOT, "      %.0f s%n", (System.nanoTime() - started) / 1e9);
        }
        reports.print(chosen.stream().map(Measurement::name).toList());
        return failed == 0 ? 0 : 1;
    }
}
