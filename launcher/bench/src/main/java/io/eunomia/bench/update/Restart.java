package io.eunomia.bench.update;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Api;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Jdk;
import io.eunomia.bench.host.Producer;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A daemon that ends and comes again, with a tracker that persists: what the gap costs, how long it is. */
public final class Restart implements Measurement {
    private static final String TRACKERS = "/api/v1/trackers";
    /** The ring of numbered.bpf.c holds 32,768 records. */
    private static final int CALLS = 20_000;

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String title() {
        return "Restart";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(10, 25, 70);
    }

    /** What was measured over the rounds. */
    private static final class Times {
        private final Samples untraced = new Samples();
        private final Samples read = new Samples();
        private final Samples unread = new Samples();
        private final Samples full = new Samples();
        private final Samples anew = new Samples();
        private final Samples adopted = new Samples();
        private final Samples gap = new Samples();
        private final Samples load = new Samples();
        private final Samples change = new Samples();
        private long lost;
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        Times times = new Times();
        try (Producer producer = Producer.start(bench, "getppid")) {
            for (int i = 0; i < bench.times(1, 5, 15); i++) {
                round(bench, producer, times);
            }
        }
        results.reference("a call", "no tracker", "ns", times.untraced.values());
        results.add("a call", "Eunomia reads", "ns", times.read.values());
        results.add("a call", "no daemon, ring has room", "ns", times.unread.values());
        results.add("a call", "no daemon, ring is full", "ns", times.full.values());
        results.reference("server to ready", "tracker started anew", "ms", times.anew.values());
        results.add("server to ready", "tracker taken over", "ms", times.adopted.values());
        results.add("nobody reads", "Eunomia, receipt", "ms", times.gap.values());
        results.add("load of the version that takes over", "Eunomia, receipt", "ms", times.load.values());
        results.add("switch of the hook", "Eunomia, receipt", "ms", times.change.values());
        results.note("A call is getppid(2) with a tp_btf program at the entry of all system calls, which makes an event of it;"
                + " nobody follows the events. Receipts: " + times.lost + " lost where the ring had room.");
    }

    private static void round(Bench bench, Producer producer, Times times) throws Exception {
        times.untraced.add(perCall(producer));
        Path state = bench.folder("state");
        Object id;
        try (Daemon daemon = Daemon.start(bench, Jdk.own(), state); Api api = daemon.connect()) {
            id = api.post(TRACKERS + "?persist=true&name=numbered&arg.target=" + producer.pid(),
                    Files.readAllBytes(bench.object("numbered"))).good().json().get("id");
            times.read.add(perCall(producer));
        }
        times.unread.add(perCall(producer));
        try (Daemon daemon = Daemon.start(bench, Jdk.own(), state); Api api = daemon.connect()) {
            times.adopted.addNanos(daemon.readyNanos());
            receipt(api, id, times);
        }
        // The first of these fill what room there is.
        perCall(producer);
        perCall(producer);
        times.full.add(perCall(producer));
        try (Daemon daemon = Daemon.start(bench, Jdk.own(), state); Api api = daemon.connect()) {
            api.post(TRACKERS + '/' + id + "/stop", new byte[0]).good();
            api.post(TRACKERS + '/' + id + "/start?persist=false", new byte[0]).good();
        }
        try (Daemon daemon = Daemon.start(bench, Jdk.own(), state)) {
            times.anew.addNanos(daemon.readyNanos());
        }
    }

    private static double perCall(Producer producer) {
        return (double) producer.make(CALLS, 0) / CALLS;
    }

    private static void receipt(Api api, Object id, Times times) {
        Map<?, ?> receipt = (Map<?, ?>) ((List<?>) api.get(TRACKERS + '/' + id).good().json().get("updates")).get(0);
        String left = (String) ((Map<?, ?>) receipt.get("take_over")).get("left");
        times.gap.addNanos(Duration.between(Instant.parse(left), Instant.parse((String) receipt.get("time"))).toNanos());
        times.load.addNanos(((Number) receipt.get("load_ns")).longValue());
        times.change.addNanos(((Number) receipt.get("switch_ns")).longValue());
        times.lost += ((Number) receipt.get("lost")).longValue();
    }
}
