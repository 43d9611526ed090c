package io.eunomia.bench.start;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Jdk;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code eunomia server} to ready, {@code eunomia list} to its end, on every JDK there is. */
public final class StartTime implements Measurement {
    private static final Duration MOST = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(20, 40, 120);
    }

    /** One JDK's figures, gathered over the rounds. */
    private record Runs(Jdk jdk, Path state, Samples fresh, Samples again, Samples bare, Samples list) {
        static Runs of(Bench bench, Jdk jdk) {
            return new Runs(jdk, bench.folder("state"), new Samples(), new Samples(), new Samples(), new Samples());
        }
    }

    @Override
    public void run(Bench bench, Results results) {
        List<Runs> all = new ArrayList<>();
        Jdk.all().values().forEach(jdk -> all.add(Runs.of(bench, jdk)));
        Optional<String> bpftrace = bench.tool("bpftrace");
        Samples oneLiner = new Samples();
        for (Runs runs : all) {    // what is done at the first start of all, such as the archive of classes, is not counted
            round(bench, new Runs(runs.jdk, runs.state, new Samples(), new Samples(), new Samples(), new Samples()));
        }
        for (int i = 0; i < bench.times(1, 3, 8); i++) {
            all.forEach(runs -> round(bench, runs));
            bpftrace.ifPresent(tool -> oneLiner.addNanos(attached(tool)));
        }
        for (Runs runs : all) {
            results.add("server to ready, new state folder", "Eunomia, " + runs.jdk.label(), "ms", runs.fresh.values());
        }
        for (Runs runs : all) {
            Figure ready = results.add("server to ready, as it was left", "Eunomia, " + runs.jdk.label(), "ms", runs.again.values());
            double most = runs.jdk.feature() == 17 ? 600 : 400;
            results.target(Target.atMost("server start to ready, " + runs.jdk.label(), ready.median(), most, "ms"));
        }
        if (bpftrace.isPresent()) {
            results.reference("server to ready, as it was left", "bpftrace, one line, spawn to END", "ms", oneLiner.values());
        } else {
            results.note("bpftrace is missing: cnf/fetch-bench-tools gets it");
        }
        for (Runs runs : all) {
            results.add("the same without an archive of classes", "Eunomia, " + runs.jdk.label(), "ms", runs.bare.values());
        }
        for (Runs runs : all) {
            results.add("eunomia list, to its end", "Eunomia, " + runs.jdk.label(), "ms", runs.list.values());
        }
        if (all.stream().noneMatch(runs -> runs.jdk.feature() >= 25)) {
            results.note("no JDK 25 below /usr/lib/jvm: its figures are missing");
        }
    }

    private static void round(Bench bench, Runs runs) {
        try (Daemon daemon = Daemon.start(bench, runs.jdk, bench.folder("state"))) {
            runs.fresh.addNanos(daemon.readyNanos());
        }
        try (Daemon daemon = Daemon.start(bench, runs.jdk, runs.state)) {
            runs.again.addNanos(daemon.readyNanos());
            runs.list.addNanos(list(bench, runs.jdk, daemon));
            runs.list.addNanos(list(bench, runs.jdk, daemon));
        }
        try (Daemon daemon = Daemon.startWithoutArchive(bench, runs.jdk, runs.state)) {
            runs.bare.addNanos(daemon.readyNanos());
        }
    }

    private static long list(Bench bench, Jdk jdk, Daemon daemon) {
        try (Child child = Child.start(List.of(bench.distribution().resolve("bin/eunomia").toString(), "list", "--url",
                "http://127.0.0.1:" + daemon.port(), "--state", daemon.state().toString()),
                Map.of("EUNOMIA_JAVA", jdk.tool("java").toString()))) {
            long end = child.await(text -> false, MOST).nanos();
            if (child.exit() != 0 || !child.said().contains("process")) {
                throw new IllegalStateException("eunomia list: " + child.said());
            }
            return end - child.started();
        }
    }

    private static long attached(String bpftrace) {
        try (Child child = Child.start(List.of(bpftrace, "-e",
                "BEGIN { exit(); } tracepoint:syscalls:sys_enter_openat { @ = count(); }"))) {
            return child.await(text -> false, MOST).nanos() - child.started();
        }
    }
}
