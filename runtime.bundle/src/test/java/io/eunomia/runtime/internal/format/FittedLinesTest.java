package io.eunomia.runtime.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.TestObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On a terminal no line of an event wraps, and what is left out is marked. */
class FittedLinesTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final CompiledSchema TAIL = OBJECT.schema("tail");
    private static final CompiledSchema BITS = OBJECT.schema("bits");

    private static RecordView tail(int pid, String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = ByteBuffer.allocate(6 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(pid).putShort((short) 7).put(text);
        return TestObject.view(TAIL, record.array());
    }

    private static List<String> lines(EventFormat format, List<String> fields, RecordView... views) {
        EventFormat.Writer writer = format.newWriter(List.of(TAIL, BITS), fields);
        Utf8Sink out = new Utf8Sink(16);
        writer.header(out);
        for (RecordView view : views) {
            writer.event(view, out);
        }
        return out.toString().lines().toList();
    }

    @Test
    void no_line_is_wider_than_the_terminal_whatever_is_in_it() {
        Random random = new Random(7);
        for (int width = 20; width <= 200; width += 3) {
            StringBuilder path = new StringBuilder();
            for (int length = random.nextInt(300); length > 0; length--) {
                path.appendCodePoint(random.nextInt(8) == 0 ? '/' : random.nextInt(8) == 0 ? 0x1f600 : 'a' + random.nextInt(500));
            }
            int most = width;
            assertThat(lines(new PlainTextFormat().fitted(width), List.of(), tail(random.nextInt(), path.toString()),
                    TestObject.view(BITS, OBJECT.bytes("bits")), tail(1, path.toString()))).as("%d columns: %s", width, path)
                    .hasSizeGreaterThan(4).allMatch(line -> line.codePointCount(0, line.length()) <= most);
        }
    }

    @Test
    void a_path_keeps_its_ends_and_other_text_its_beginning() {
        EventFormat narrow = new PlainTextFormat().fitted(50);
        assertThat(lines(narrow, List.of("pid", "path"), tail(42, "/usr/lib/x86_64-linux-gnu/a-folder/another/libsomething.so.6"))).last()
                .asString().hasSizeLessThanOrEqualTo(50).contains(" /usr/lib/x86_64-", "…").endsWith("libsomething.so.6");
        assertThat(lines(narrow, List.of("pid", "path"), tail(42, "a command with very many words that no line of this width has room for"))).last()
                .asString().hasSizeLessThanOrEqualTo(50).endsWith("…").contains("a command with very many words");
    }

    @Test
    void what_fits_is_as_it_is_without_a_bound() {
        RecordView view = tail(42, "/etc/passwd");
        assertThat(lines(new PlainTextFormat().fitted(120), List.of(), view)).isEqualTo(lines(new PlainTextFormat(), List.of(), view));
        assertThat(new PlainTextFormat().fitted(0)).isEqualTo(new PlainTextFormat());
        assertThat(new PlainTextFormat().fitted(80)).isEqualTo(new PlainTextFormat().fitted(80)).isNotEqualTo(new PlainTextFormat());
        assertThat(new JsonFormat().fitted(80).name()).isEqualTo("json");
    }
}
