package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are read, filtered and written without garbage: the JVM counts what a thread allocates. */
class NoGarbageTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final int EVENTS = 2_000;
    /** The measuring itself may cost a little; a single object per event would be 16 bytes times {@link #EVENTS}. */
    private static final long NOISE_BYTES = 4096;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private void assertNoGarbage(Runnable event) {
        for (int i = 0; i < EVENTS; i++) {
            event.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVENTS; i++) {
            event.run();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(NOISE_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "bits", "squeezed", "shown", "guessed"})
    void reading_every_field(String struct) {
        RecordView view = OBJECT.view(struct);
        Utf8Sink out = new Utf8Sink(4096);
        // Floats are the documented exception; BPF programs can do no more than copy them.
        int[] fields = view.schema().fields().stream()
                .filter(field -> field.kind() != FieldKind.FLOAT)
                .mapToInt(Field::index).toArray();
        assertNoGarbage(() -> {
            out.clear();
            for (int field : fields) {
                view.number(field);
                view.appendText(field, out);
                view.appendJson(field, out);
            }
            view.timeNanos();
        });
        assertThat(out.length()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "plain_text"})
    void writing_events(String name) {
        RecordView view = OBJECT.view("guessed");
        RecordView other = OBJECT.view("shown");
        EventFormat format = List.of(new JsonFormat(), new CsvFormat(), new PlainTextFormat()).stream()
                .filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        EventFormat.Writer writer = format.newWriter(List.of(view.schema(), other.schema()), List.of());
        Utf8Sink out = new Utf8Sink(8192);
        assertNoGarbage(() -> {
            out.clear();
            writer.event(view, out);
            writer.event(other, out);
        });
        assertThat(out.length()).isPositive();
    }

    @Test
    void filtering() {
        RecordView view = OBJECT.view("guessed");
        CompiledFilter filter = EventFilter.parse("(&(|(args=ls*)(args~=*NO*))(ret<=0)(ret=EACCES)(saddr=127.0.0.0/8)"
                + "(delta_us>=2ms)(!(sport=443))(@stream=guessed)(@sequence>=1)(family=AF_INET))")
                .compile(List.of(view.schema()));
        boolean[] matched = new boolean[1];
        assertNoGarbage(() -> matched[0] = filter.matches(view));
        assertThat(matched[0]).isTrue();
    }

    @Test
    void filtering_in_infix_arrays_floats_and_times() {
        RecordView view = OBJECT.view("everything");
        CompiledFilter filter = EventFilter.parse("numbers == 2 && words == two && words == t* && single > 1.4 && "
                + "big > 1 && color == BLUE && u8 != 1 && bytes == dead00ef && @timestamp > 2020-01-01T00:00:00Z "
                + "&& @timestamp >= 00:00 && wide > 5 && !(pair ~= *nothing*)").compile(List.of(view.schema()));
        boolean[] matched = new boolean[1];
        assertNoGarbage(() -> matched[0] = filter.matches(view));
        assertThat(matched[0]).isTrue();
    }

    /** A pattern's matcher is garbage: less than 1 KiB an event, on the subscriber's own thread. */
    @Test
    void patterns_make_bounded_garbage() {
        RecordView view = OBJECT.view("everything");
        CompiledFilter filter = EventFilter.parse("full ~ \"^(f|u|l)+$\"").compile(List.of(view.schema()));
        for (int i = 0; i < EVENTS; i++) {
            assertThat(filter.matches(view)).isTrue();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVENTS; i++) {
            filter.matches(view);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1024L * EVENTS);
    }
}
