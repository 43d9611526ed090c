package io.eunomia.bench.events;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done with an event of {@code flood.bpf.c} once it is read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private static final int LENGTH = 64;

    private final Utf8Sink out = new Utf8Sink(1 << 12);
    private RecordView view;
    private int[] fields;
    private EventFormat.Writer json;
    private EventFormat.Writer csv;
    private EventFormat.Writer plain;
    private CompiledFilter numbers;
    private CompiledFilter text;

    /** Opens the object for its types; nothing is loaded into the kernel. */
    @Setup
    public void open() throws IOException {
        CompiledSchema schema;
        try (LibbpfLibrary library = LibbpfLibrary.load();
                InputStream in = DecodeBenchmark.class.getResourceAsStream("/bpf/flood.bpf.o");
                BpfObjectFile file = library.libbpf().open("flood", in.readAllBytes())) {
            schema = SchemaFactory.of(file).events("events", Optional.empty());
        }
        ByteBuffer memory = ByteBuffer.allocateDirect(LENGTH + 8).order(ByteOrder.nativeOrder());
        memory.putLong(8, 123_456).putLong(16, System.nanoTime()).putInt(24, 4242).putInt(28, 1);
        memory.put(32, "produce".getBytes(StandardCharsets.US_ASCII));
        view = schema.newView().at(memory, 8, LENGTH, 1, System.currentTimeMillis() * 1_000_000);
        fields = schema.fields().stream().filter(Field::shown).mapToInt(Field::index).toArray();
        json = new JsonFormat().newWriter(List.of(schema), List.of());
        csv = new CsvFormat().newWriter(List.of(schema), List.of());
        plain = new PlainTextFormat().newWriter(List.of(schema), List.of());
        numbers = EventFilter.parse("(&(pid>=4000)(cpu<=3))").compile(List.of(schema));
        text = EventFilter.parse("(comm=prod*)").compile(List.of(schema));
    }

    @Benchmark
    public long decode() {
        long sum = 0;
        for (int field : fields) {
            sum += view.number(field);
        }
        return sum;
    }

    @Benchmark
    public boolean filterOfNumbers() {
        return numbers.matches(view);
    }

    @Benchmark
    public boolean filterOfText() {
        return text.matches(view);
    }

    @Benchmark
    public int formatJson() {
        return write(json);
    }

    @Benchmark
    public int formatCsv() {
        return write(csv);
    }

    @Benchmark
    public int formatPlainText() {
        return write(plain);
    }

    private int write(EventFormat.Writer writer) {
        out.clear();
        writer.event(view, out);
        return out.length();
    }
}
