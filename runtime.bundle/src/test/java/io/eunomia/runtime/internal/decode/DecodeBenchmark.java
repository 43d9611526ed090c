package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What an event costs in ns of CPU on one thread; run by hand: best of several rounds, after the JIT has settled. */
final class DecodeBenchmark {
    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 25;

    private DecodeBenchmark() {
    }

    public static void main(String[] arguments) {
        TestObject object = TestObject.named("events_doc");
        CompiledSchema schema = object.factory().events("opens", Optional.empty());
        RecordView view = TestObject.view(schema, object.bytes("sample"));
        Utf8Sink out = new Utf8Sink(1 << 12);
        int[] fields = schema.fields().stream().mapToInt(Field::index).toArray();
        run("all " + fields.length + " fields as numbers", () -> {
            long sum = 0;
            for (int field : fields) {
                sum += view.number(field);
            }
            return sum;
        });
        for (Field field : schema.fields()) {
            run("  text of " + field.name(), () -> {
                out.clear();
                view.appendText(field.index(), out);
                return out.length();
            });
        }
        for (EventFormat format : List.of(new JsonFormat(), new CsvFormat(), new PlainTextFormat())) {
            EventFormat.Writer writer = format.newWriter(List.of(schema), List.of());
            run(format.name(), () -> {
                out.clear();
                writer.event(view, out);
                return out.length();
            });
        }
        for (String filter : List.of("(pid=4242)", "(comm=bash*)", "(&(comm=ba*)(pid>=100))", "(peer=10.0.0.0/8)",
                "(path=*hi*)")) {
            CompiledFilter compiled = EventFilter.parse(filter).compile(List.of(schema));
            run("filter " + filter, () -> compiled.matches(view) ? 1 : 0);
        }
    }

    private static void run(String what, LongSupplier event) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < EVENTS; i++) {
                sum += event.getAsLong();
            }
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        System.out.printf(Locale.ROOT, "%-40s %7.1f ns   (%d)%n", what, (double) best / EVENTS, sum);
    }
}
