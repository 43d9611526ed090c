package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import io.eunomia.runtime.internal.stack.EventStacks;
import io.eunomia.runtime.internal.text.LocalZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's own structs are the richest there are: each is laid out, and random bytes are decoded as it. */
@Tag("kernel")
class KernelStructsTest {
    private static final Path KERNEL_BTF = Path.of("/sys/kernel/btf/vmlinux");
    private static final int EVERY = 61;
    private static final int LARGEST = 1 << 14;

    @Test
    void any_struct_with_any_bytes_gives_valid_json() throws IOException {
        if (!Files.exists(KERNEL_BTF)) {
            System.out.println("skipped: KernelStructsTest, this kernel has no BTF");
            Assumptions.abort("no kernel BTF");
        }
        Btf btf = Btf.parse(Files.readAllBytes(KERNEL_BTF));
        SchemaCompiler compiler = new SchemaCompiler(new ReaderFactory(new ShownText(KernelClock.measure(), LocalZone.system()),
                new EventStacks(Map.of(), () -> 0)), List.of(), (ring, at) -> Optional.empty());
        Random random = new Random(11);
        Utf8Sink out = new Utf8Sink(1 << 16);
        int decoded = 0;
        for (int id = 1; id < btf.typeCount(); id += EVERY) {
            if (!(btf.type(id) instanceof StructType struct) || struct.size() == 0 || struct.size() > LARGEST) {
                continue;
            }
            CompiledSchema schema = compiler.compile("kernel", "kernel", "", LayoutBuilder.struct(btf, struct), List.of());
            for (FieldReader reader : schema.readers()) {
                assertThat(reader.offset + reader.size).as(struct.name()).isLessThanOrEqualTo(struct.size());
            }
            byte[] record = new byte[struct.size()];
            random.nextBytes(record);
            RecordView view = TestObject.view(schema, record);
            out.clear();
            new JsonFormat().newWriter(List.of(schema), List.of()).event(view, out);
            Map<String, Object> parsed = JSON.std.mapFrom(out.toString());
            assertThat(parsed.keySet()).as(struct.name()).hasSizeLessThanOrEqualTo(schema.fields().size() + 3);
            out.clear();
            EventFormat.Writer plain = new PlainTextFormat().newWriter(List.of(schema), List.of());
            plain.header(out);
            plain.event(view, out);
            // the titles and the event, whatever the bytes are
            assertThat(out.toString().chars().filter(one -> one == '\n').count()).isEqualTo(2);
            decoded++;
        }
        assertThat(decoded).isGreaterThan(100);
    }
}
