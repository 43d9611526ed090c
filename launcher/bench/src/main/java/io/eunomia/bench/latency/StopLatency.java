package io.eunomia.bench.latency;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Api;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Producer;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Results;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** From the wish to stop to the answer that it is detached, as the caller sees it. */
public final class StopLatency implements Measurement {
    private static final String TRACKERS = "/api/v1/trackers";

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String title() {
        return "Stop to detached";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(4, 10, 40);
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        Samples stopped = new Samples();
        Samples removed = new Samples();
        Samples cDetached = new Samples();
        try (Daemon daemon = Daemon.start(bench);
                Producer producer = Producer.start(bench, "open");
                Child c = Child.start(List.of(bench.c("attach"), bench.object("opens").toString(), "events"));
                Api api = daemon.connect()) {
            byte[] object = Files.readAllBytes(bench.object("opens"));
            producer.begin(Long.MAX_VALUE >> 1, 2000);
            int warm = bench.times(0, 5, 20);
            for (int i = 0; i < warm + bench.times(2, 30, 120); i++) {
                Object id = api.post(TRACKERS + "?name=stop", object).good().json().get("id");
                long start = System.nanoTime();
                api.post(TRACKERS + '/' + id + "/stop", new byte[0]).good();
                long nanos = System.nanoTime() - start;
                api.delete(TRACKERS + '/' + id).good();
                long whole = delete(api, object);
                String[] parts = c.ask("go", Duration.ofSeconds(30)).text().split(" ");
                if (i >= warm) {
                    stopped.addNanos(nanos);
                    removed.addNanos(whole);
                    cDetached.addNanos(Long.parseLong(parts[4]) + Long.parseLong(parts[5]));
                }
            }
        }
        results.add("stop to detached", "Eunomia, POST stop", "ms", stopped.values());
        results.add("stop to detached", "Eunomia, DELETE of a running one", "ms", removed.values());
        results.reference("stop to detached", "C, bpf_link__destroy + bpf_object__close", "ms", cDetached.values());
        results.note("Most of it is the kernel's: closing a tracepoint's link waits for a grace period.");
    }

    private static long delete(Api api, byte[] object) {
        Object id = api.post(TRACKERS + "?name=stop", object).good().json().get("id");
        long start = System.nanoTime();
        api.delete(TRACKERS + '/' + id).good();
        return System.nanoTime() - start;
    }
}
