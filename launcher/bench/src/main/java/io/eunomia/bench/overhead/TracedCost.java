package io.eunomia.bench.overhead;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Api;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Pause;
import io.eunomia.bench.host.Producer;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Results;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much slower programs run that are traced. */
public final class TracedCost implements Measurement {
    private static final String NOTHING = "nothing attached";

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String title() {
        return "What tracing costs the traced";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(25, 60, 150);
    }

    /** Attaches something; null when there is nothing to attach. */
    private interface Tracing {
        AutoCloseable attach() throws Exception;
    }

    /** What is made slower. */
    private record Loads(Producer getppid, Producer open, Optional<WebServer> web, Map<String, Samples> calls,
            Map<String, Samples> opens, Map<String, Samples> requests) {
        void measure(Bench bench, String who) {
            int calls = bench.times(20_000, 300_000, 1_000_000);
            add(this.calls, who, (double) getppid.make(calls, 0) / calls);
            int files = bench.times(5_000, 50_000, 200_000);
            add(opens, who, (double) open.make(files, 0) / files);
            web.ifPresent(server -> add(requests, who, server.ask(bench.times(1000, 1000, 2000))));
        }

        private static void add(Map<String, Samples> to, String who, double value) {
            to.computeIfAbsent(who, key -> new Samples()).add(value);
        }
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        Optional<String> nginx = bench.tool("nginx");
        Optional<String> wrk = bench.tool("wrk");
        if (nginx.isEmpty() || wrk.isEmpty()) {
            results.note("nginx or wrk is missing: cnf/fetch-bench-tools gets them");
        }
        try (Producer getppid = Producer.start(bench, "getppid"); Producer open = Producer.start(bench, "open");
                WebServer web = nginx.isPresent() && wrk.isPresent() ? new WebServer(bench, nginx.get(), wrk.get()) : null) {
            Loads loads = new Loads(getppid, open, Optional.ofNullable(web), new LinkedHashMap<>(), new LinkedHashMap<>(),
                    new LinkedHashMap<>());
            Map<String, Tracing> all = tracings(bench, results);
            for (int round = 0; round < bench.times(1, 2, 5); round++) {
                for (Map.Entry<String, Tracing> each : all.entrySet()) {
                    try (AutoCloseable attached = each.getValue().attach()) {
                        Pause.millis(attached == null ? 0 : bench.times(200, 500, 500));
                        loads.measure(bench, each.getKey());
                    }
                }
            }
            add(results, "getppid(2)", "ns", loads.calls);
            add(results, "open(2) and close(2) of /dev/null", "ns", loads.opens);
            add(results, "requests to nginx, by wrk", "1/s", loads.requests);
            results.note("getppid(2) is hooked by none of these; but as soon as any system call's tracepoint is in use, every call"
                    + " takes the longer way through the kernel. The readers' CPU time counts only where they share a CPU.");
        }
    }

    private static void add(Results results, String what, String unit, Map<String, Samples> samples) {
        samples.forEach((who, values) -> {
            if (who.equals(NOTHING)) {
                results.reference(what, who, unit, values.values());
            } else {
                results.add(what, who, unit, values.values());
            }
        });
    }

    private static Map<String, Tracing> tracings(Bench bench, Results results) {
        Map<String, Tracing> all = new LinkedHashMap<>();
        all.put(NOTHING, () -> null);
        all.put("Eunomia, process, files, tcpconnect", () -> Daemon.start(bench));
        all.put("Eunomia, every open, printed by a client", () -> opens(bench));
        Optional<String> opensnoop = bench.libbpfTool("opensnoop");
        opensnoop.ifPresentOrElse(tool -> all.put("opensnoop of libbpf-tools, every open printed",
                () -> Child.start(List.of("sh", "-c", "exec " + tool + " >/dev/null"))),
                () -> results.note("opensnoop of libbpf-tools is missing: cnf/fetch-test-tools gets it"));
        return all;
    }

    private static AutoCloseable opens(Bench bench) throws Exception {
        Daemon daemon = Daemon.start(bench, "--no-builtin");
        try (Api api = daemon.connect()) {
            byte[] object = Files.readAllBytes(bench.object("opens"));
            Object id = api.post("/api/v1/trackers?name=opens", object).good().json().get("id");
            Child client = Child.start(List.of("curl", "-sN", "-o", "/dev/null", "-H", "Authorization: Bearer " + daemon.token(),
                    "http://127.0.0.1:" + daemon.port() + "/api/v1/trackers/" + id + "/events?format=plain"));
            return () -> {
                client.close();
                daemon.close();
            };
        }
    }
}
