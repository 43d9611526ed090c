package io.eunomia.bench.update;

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
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Versions that take each other's place, in peace and while calls are numbered. */
public final class HotUpdate implements Measurement {
    private static final String TRACKERS = "/api/v1/trackers";
    private static final int RATE = 20_000;

    @Override
    public String name() {
        return "update";
    }

    @Override
    public String title() {
        return "Hot update";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(6, 15, 80);
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        try (Daemon daemon = Daemon.start(bench); Api api = daemon.connect()) {
            idle(bench, api, results);
            loaded(bench, daemon, api, results);
        }
    }

    /** Receipts of some updates, and what the caller saw. */
    private static final class Times {
        private final Samples whole = new Samples();
        private final Samples load = new Samples();
        private final Samples change = new Samples();
        private long lost;
        private long doubled;

        void update(Api api, String path, byte[] object) {
            long start = System.nanoTime();
            Map<String, Object> receipt = api.put(path, object).good().json();
            whole.addNanos(System.nanoTime() - start);
            load.addNanos(((Number) receipt.get("load_ns")).longValue());
            change.addNanos(((Number) receipt.get("switch_ns")).longValue());
            lost += number(receipt.get("lost"));
            doubled += number(receipt.get("duplicated"));
        }

        private static long number(Object value) {
            return value instanceof Number n ? n.longValue() : 0;
        }
    }

    private static void idle(Bench bench, Api api, Results results) throws Exception {
        byte[] object = Files.readAllBytes(bench.object("opens"));
        Object id = api.post(TRACKERS + "?name=update", object).good().json().get("id");
        Times times = new Times();
        Samples c = new Samples();
        try (Producer producer = Producer.start(bench, "open");
                Child reference = Child.start(List.of(bench.c("attach"), bench.object("opens").toString(), "events"))) {
            producer.begin(Long.MAX_VALUE >> 1, 2000);
            long start = System.nanoTime();
            int count = bench.times(3, 100, 1000);
            for (int i = 0; i < count; i++) {
                times.update(api, TRACKERS + '/' + id, object);
            }
            results.add("a thousand updates in a row", "Eunomia", "s", (System.nanoTime() - start) / 1e9 * 1000 / count);
            for (int i = 0; i < bench.times(2, 20, 100); i++) {
                String[] nanos = reference.ask("go", Duration.ofSeconds(30)).text().split(" ");
                c.addNanos(Long.parseLong(nanos[0]) + Long.parseLong(nanos[1]));
            }
        }
        api.delete(TRACKERS + '/' + id).good();
        results.add("PUT to answer", "Eunomia", "ms", times.whole.values());
        results.add("load of the new version", "Eunomia, receipt", "ms", times.load.values());
        results.reference("load of the new version", "C, open + load", "ms", c.values());
        Figure change = results.add("switch", "Eunomia, receipt", "ms", times.change.values());
        results.target(Target.atMost("hot update, switch, p50", change.median(), 1, "ms"));
    }

    private static void loaded(Bench bench, Daemon daemon, Api api, Results results) throws Exception {
        byte[] object = Files.readAllBytes(bench.object("numbered"));
        Times times = new Times();
        int count = bench.times(3, 50, 300);
        try (Producer producer = Producer.start(bench, "getppid"); Api stream = daemon.connect()) {
            String target = "?arg.target=" + producer.pid() + "&arg.version=";
            Object id = api.post(TRACKERS + target + "1&name=numbered", object).good().json().get("id");
            NumberCheck check = new NumberCheck(stream.stream(TRACKERS + '/' + id + "/events"));
            check.start();
            long calls = (long) RATE * count / 10;    // for about as long as the updates take
            producer.begin(calls, RATE);
            for (int i = 0; i < count; i++) {
                times.update(api, TRACKERS + '/' + id + target + (i % 2 + 2), object);
            }
            producer.end();
            api.post(TRACKERS + '/' + id + "/stop", new byte[0]).good();
            check.join(Duration.ofSeconds(60).toMillis());
            api.delete(TRACKERS + '/' + id).good();
            results.add("switch, under 20,000 events/s", "Eunomia, receipt", "ms", times.change.values());
            results.add("PUT to answer, under 20,000 events/s", "Eunomia", "ms", times.whole.values());
            results.note(count + " updates while " + calls + " numbered calls were made: " + check.summary(calls)
                    + "; receipts: " + times.lost + " lost, " + times.doubled + " doubled.");
            results.target(new Target("hot update, events under load", "0 lost, 0 doubled",
                    check.missing(calls) + " lost, " + check.doubled() + " doubled, of " + calls,
                    check.missing(calls) == 0 && check.doubled() == 0));
        }
    }
}
