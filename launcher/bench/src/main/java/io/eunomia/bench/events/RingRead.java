package io.eunomia.bench.events;

import com.sun.management.ThreadMXBean;
import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Producer;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Numbers;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import io.eunomia.libbpf.ring.RecordHandler;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What reading a full ring costs, event by event: in this JVM, and in a C program with a ring of its own that the same
 * calls fill. Not JMH, because the two take turns on the same events.
 */
public final class RingRead implements Measurement {
    private static final int EVENTS = 100_032;
    private static final String WHAT = "an event of a full ring";
    private static final String COUNT = "Eunomia, count";
    private static final String DECODE = "Eunomia, decode and count";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long sum;

    @Override
    public String name() {
        return "ring";
    }

    @Override
    public String title() {
        return "Reading the mapped ring, and garbage";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(4, 15, 40);
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        try (Producer producer = Producer.start(bench, "getppid");
                FloodObject flood = new FloodObject(bench, producer.pid());
                Child c = Child.start(List.of(bench.c("consume"), "batch", bench.object("flood").toString(), "events",
                        Long.toString(producer.pid()), Integer.toString(FloodObject.BURST)))) {
            c.next(Duration.ofSeconds(20));
            Map<String, RecordHandler> ways = ways(flood.schema());
            Map<String, Samples> nanos = new LinkedHashMap<>();
            Map<String, Samples> bytes = new LinkedHashMap<>();
            Samples reference = new Samples();
            int warm = bench.times(1, 20, 40);
            for (int round = 0; round < warm + bench.times(1, 20, 60); round++) {
                boolean counted = round >= warm;
                for (Map.Entry<String, RecordHandler> way : ways.entrySet()) {
                    producer.make(EVENTS / FloodObject.BURST, 0);
                    double[] cost = drain(flood, way.getValue());
                    String[] answer = c.ask("go", Duration.ofSeconds(20)).text().split(" ");
                    if (counted) {
                        nanos.computeIfAbsent(way.getKey(), key -> new Samples()).add(cost[0]);
                        bytes.computeIfAbsent(way.getKey(), key -> new Samples()).add(cost[1]);
                        reference.add(Double.parseDouble(answer[1]) / Math.max(1, Double.parseDouble(answer[0])));
                    }
                }
            }
            report(results, nanos, bytes, reference);
        }
    }

    private static void report(Results results, Map<String, Samples> nanos, Map<String, Samples> bytes, Samples reference) {
        Figure c = results.reference(WHAT, "C, ring_buffer__consume", "ns", reference.values());
        nanos.forEach((way, samples) -> {
            Figure figure = results.add(WHAT, way, "ns", samples.values());
            if (way.equals(DECODE)) {
                results.target(Target.ratio("an event of a full ring: read, decode, count", figure, c, 1.5));
            }
        });
        double loop = median(nanos, COUNT);
        results.note("Of the " + Numbers.text(median(nanos, DECODE)) + " ns of decoding and counting, " + Numbers.text(loop)
                + " are the loop over the mapped ring with its call of a handler, where each access to memory is checked for"
                + " its bounds, and " + Numbers.text(median(nanos, DECODE) - loop) + " two calls of compiled field readers;"
                + " C's callback reads a struct. Wake-ups, which cost most, are in `events`.");
        double most = 0;
        for (Map.Entry<String, Samples> way : bytes.entrySet()) {
            most = Math.max(most, results.add("garbage for an event", way.getKey(), "bytes", way.getValue().values()).median());
        }
        results.target(Target.atMost("garbage for an event: count, decode, filter", most, 0, "bytes"));
    }

    private static double median(Map<String, Samples> nanos, String way) {
        return new Figure(WHAT, way, "ns", nanos.get(way).values(), false).median();
    }

    private Map<String, RecordHandler> ways(CompiledSchema schema) {
        Map<String, RecordHandler> ways = new LinkedHashMap<>();
        RecordView view = schema.newView();
        int number = schema.field("number").orElseThrow().index();
        int pid = schema.field("pid").orElseThrow().index();
        CompiledFilter filter = EventFilter.parse("(&(pid>=1)(comm=prod*))").compile(List.of(schema));
        ways.put(COUNT, (memory, offset, length) -> sum++);
        ways.put(DECODE, (memory, offset, length) -> {
            RecordView event = view.at(memory, offset, length, 1, 0);
            sum += event.number(number) + event.number(pid);
        });
        ways.put("Eunomia, filter (&(pid>=1)(comm=prod*))", (memory, offset, length) -> {
            if (filter.matches(view.at(memory, offset, length, 1, 0))) {
                sum++;
            }
        });
        return ways;
    }

    /** @return ns and bytes of garbage for each event */
    private double[] drain(FloodObject flood, RecordHandler handler) {
        long thread = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(thread);
        long start = System.nanoTime();
        int events = flood.reader().drain(handler, Integer.MAX_VALUE);
        long nanos = System.nanoTime() - start;
        long garbage = threads.getThreadAllocatedBytes(thread) - allocated;
        if (events != EVENTS) {
            throw new IllegalStateException(events + " events instead of " + EVENTS);
        }
        // What asking allocates itself, less than 100 bytes, is not the events'.
        return new double[] {(double) nanos / events, garbage < 1000 ? 0 : (double) garbage / events};
    }
}
