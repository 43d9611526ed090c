package io.eunomia.bench.latency;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Api;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Producer;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From a package in hand to its program attached, and to its first event delivered. */
public final class AttachLatency implements Measurement {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int BLOCK = 10;
    private static final String ATTACHED = "package to attached";
    private static final String FIRST = "package to first event";

    @Override
    public String name() {
        return "attach";
    }

    @Override
    public String title() {
        return "Package to attached, package to first event";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(8, 20, 90);
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        Samples posted = new Samples();
        Samples first = new Samples();
        Samples cAttached = new Samples();
        Samples cFirst = new Samples();
        try (Daemon daemon = Daemon.start(bench);
                Producer producer = Producer.start(bench, "open");
                Child c = Child.start(List.of(bench.c("attach"), bench.object("opens").toString(), "events"));
                Api api = daemon.connect()) {
            byte[] object = Files.readAllBytes(bench.object("opens"));
            Trial trial = new Trial(daemon, api, object);
            for (int i = 0; i < bench.times(1, 30, 60); i++) {
                trial.attached();
            }
            producer.begin(Long.MAX_VALUE >> 1, 2000);
            int rounds = bench.times(1, 4, 30);
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < (rounds == 1 ? 2 : BLOCK); i++) {
                    posted.addNanos(trial.attached());
                    first.addNanos(trial.firstEvent());
                }
                for (int i = 0; i < (rounds == 1 ? 2 : BLOCK); i++) {
                    String[] nanos = c.ask("go", MOST).text().split(" ");
                    cAttached.addNanos(Long.parseLong(nanos[0]) + Long.parseLong(nanos[1]) + Long.parseLong(nanos[2]));
                    cFirst.addNanos(Long.parseLong(nanos[3]));
                }
            }
            Figure ours = results.add(ATTACHED, "Eunomia, POST, warm daemon", "ms", posted.values());
            Figure reference = results.reference(ATTACHED, "C, open + load + attach", "ms", cAttached.values());
            tools(bench, producer, results);
            results.add(FIRST, "Eunomia, POST then GET events", "ms", first.values());
            results.reference(FIRST, "C, in its callback", "ms", cFirst.values());
            bpftrace(bench, producer, results);
            results.target(Target.ratio("POST to attached, p50", ours, reference, 2));
            results.target(Target.atMost("POST to attached, p99", ours.percentile(99), 20, "ms"));
        }
    }

    /** One tracker's coming and going. */
    private record Trial(Daemon daemon, Api api, byte[] object) {
        private static final String TRACKERS = "/api/v1/trackers";

        long attached() {
            long start = System.nanoTime();
            Api.Reply reply = api.post(TRACKERS + "?name=attach", object);
            long nanos = System.nanoTime() - start;
            api.delete(TRACKERS + '/' + reply.good().json().get("id")).good();
            return nanos;
        }

        long firstEvent() throws IOException {
            try (Api events = daemon.connect()) {
                long start = System.nanoTime();
                Object id = api.post(TRACKERS + "?name=first", object).good().json().get("id");
                InputStream stream = events.stream(TRACKERS + '/' + id + "/events?limit=1");
                if (stream.read() != '{') {
                    throw new IllegalStateException("no event came");
                }
                long nanos = System.nanoTime() - start;
                stream.readAllBytes();
                api.delete(TRACKERS + '/' + id).good();
                return nanos;
            }
        }
    }

    /** libbpf-tools print their titles when they are attached. */
    private static void tools(Bench bench, Producer producer, Results results) {
        for (String name : List.of("execsnoop", "opensnoop")) {
            Optional<String> tool = bench.libbpfTool(name);
            if (tool.isEmpty()) {
                results.note(name + " of libbpf-tools is missing: cnf/fetch-test-tools gets it");
                continue;
            }
            Samples spawn = new Samples();
            for (int i = 0; i < bench.times(1, 3, 10); i++) {
                spawn.addNanos(untilLine(List.of("stdbuf", "-oL", tool.get()), "COMM"));
            }
            results.add(ATTACHED, name + ", spawn to its titles", "ms", spawn.values());
        }
    }

    private static void bpftrace(Bench bench, Producer producer, Results results) {
        Optional<String> tool = bench.tool("bpftrace");
        if (tool.isEmpty()) {
            results.note("bpftrace is missing: cnf/fetch-bench-tools gets it");
            return;
        }
        Samples spawn = new Samples();
        for (int i = 0; i < bench.times(1, 3, 10); i++) {
            spawn.addNanos(untilLine(List.of(tool.get(), "-B", "line", "-e", "tracepoint:syscalls:sys_enter_openat /pid == "
                    + producer.pid() + "/ { printf(\"seen %s\\n\", str(args->filename)); }"), "seen"));
        }
        results.add(FIRST, "bpftrace, spawn to first line", "ms", spawn.values());
    }

    private static long untilLine(List<String> words, String wanted) {
        try (Child child = Child.start(words)) {
            Child.Line line = child.await(text -> text.contains(wanted), MOST);
            if (line.text() == null) {
                throw new IllegalStateException(words + " ended: " + child.said());
            }
            return line.nanos() - child.started();
        }
    }
}
