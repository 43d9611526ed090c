package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.LocalZone;
import io.eunomia.runtime.internal.text.TimeText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler laid out and filled is what the decoder shows. */
class DecodeTest {
    private static final TestObject OBJECT = TestObject.named("layouts");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "u8 | 255", "s8 | -128", "u16 | 65535", "s16 | -32768", "u32 | 4294967295", "s32 | -2147483648",
        "u64 | 18446744073709551615", "s64 | -9223372036854775808",
        "wide | \"0x0123456789abcdeffedcba9876543210\"", "yes | true", "no | false", "color | \"BLUE\"",
        "strange | 77", "big | \"HUGE\"", "alias | 7", "text | \"two\\nlines \\\"q\\\"\"", "full | \"fullfull\"",
        "bytes | \"dead00ef\"", "numbers | [1,2,4294967295]", "words | [\"one\",\"two\"]", "inner.x | 10",
        "inner.deep | -1", "inner.named.deeper | 30",
        "pair | [{\"x\":1,\"deep\":2,\"named.deeper\":3},{\"x\":4,\"deep\":5,\"named.deeper\":6}]",
        "as_int | 16909060", "as_bytes | \"04030201\"", "pointer | \"0xffff888000001234\"", "single | 1.5",
        "twice | -0.25"})
    void members_of_every_kind(String field, String json) {
        assertThat(TestObject.json(OBJECT.view("everything"), field)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "bits", "shown", "squeezed"})
    void every_value_is_of_the_type_that_its_field_tells(String variable) {
        RecordView view = OBJECT.view(variable);
        for (Field field : view.schema().fields()) {
            Object value = view.value(field.index());
            assertThat(value == null || field.valueType().isInstance(value)).as("%s: %s", field, value).isTrue();
            if (value instanceof Long || value instanceof Boolean) {
                assertThat(TestObject.json(view, field.name())).isEqualTo(
                        field.kind() == FieldKind.UNSIGNED ? Long.toUnsignedString((Long) value) : value.toString());
            }
        }
    }

    @Test
    void values_are_objects_of_the_types_that_java_has_for_them() {
        RecordView view = OBJECT.view("everything");
        assertThat(value(view, "numbers")).isEqualTo(List.of(1L, 2L, 4294967295L));
        assertThat(value(view, "words")).isEqualTo(List.of("one", "two"));
        assertThat(value(view, "bytes")).isEqualTo(new byte[] {(byte) 0xde, (byte) 0xad, 0, (byte) 0xef});
        assertThat(((List<?>) value(view, "pair")).get(0)).isEqualTo(Map.of("x", 1L, "deep", 2L, "named.deeper", 3L));
        assertThat(value(view, "color")).isEqualTo("BLUE");
        assertThat(value(view, "twice")).isEqualTo(-0.25);
        assertThat(value(view, "yes")).isEqualTo(true);
        assertThatThrownBy(() -> view.instant(TestObject.index(view, "u64"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("field u64").hasMessageContaining("is a Long, no Instant");
    }

    private static Object value(RecordView view, String field) {
        return view.value(TestObject.index(view, field));
    }

    @Test
    void offsets_are_the_compilers() {
        ByteBuffer expected = ByteBuffer.wrap(OBJECT.bytes("everything_offsets")).order(ByteOrder.LITTLE_ENDIAN);
        CompiledSchema schema = OBJECT.schema("everything");
        assertThat(schema.fields()).hasSize(expected.capacity() / 4);
        FieldReader[] readers = schema.readers();
        for (Field field : schema.fields()) {
            assertThat(readers[field.index()].offset).as(field.name()).isEqualTo(expected.getInt(4 * field.index()));
        }
    }

    @ParameterizedTest
    @CsvSource({"a,5", "b,1", "c,-7", "d,737894400291", "e,true", "f,\"GREEN\"", "g,9223372036854775809"})
    void bit_fields(String field, String json) {
        assertThat(TestObject.json(OBJECT.view("bits"), field).replace("\"", "")).isEqualTo(json.replace("\"", ""));
    }

    @Test
    void an_array_of_no_length_has_elements_at_the_end_only() {
        RecordView view = TestObject.view(OBJECT.schema("marked"), new byte[] {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 4, 1});
        assertThat(view.schema().fields()).extracting(Field::name).containsExactly("before", "after", "words", "bytes");
        assertThat(TestObject.json(view, "words")).isEqualTo("[3,260]");
        assertThat(TestObject.json(view, "bytes")).isEqualTo("\"03000401\"");
        assertThat(view.schema().decodable(8)).isTrue();
        assertThat(view.schema().decodable(64)).isTrue();
    }

    @Test
    void bit_fields_that_cross_eight_bytes() {
        RecordView view = OBJECT.view("squeezed");
        assertThat(view.number(TestObject.index(view, "d"))).isEqualTo(0x0fedcba987654321L);
        assertThat(view.number(TestObject.index(view, "crossing"))).isEqualTo(0x3123456789abcdefL);
        assertThat(view.number(TestObject.index(view, "odd"))).isEqualTo(0xcafebabeL);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "took | 1.25 ms | 1250000", "size | 1.5 MiB | 1572864", "hex | 0x0000beef | \"0x0000beef\"",
        "longhex | 0xffffffff81000000 | \"0xffffffff81000000\"", "pid | 42 | 42", "signal | SIGKILL | \"SIGKILL\"",
        "quiet | '' | null", "failed | ENOENT | -2", "result | 3 | 3", "flags | O_RDWR|O_CREAT | \"O_RDWR|O_CREAT\"",
        "mode | 0644 | 420", "dirfd | AT_FDCWD | -100", "dev | 8:1 | \"8:1\"", "port | 8527 | 8527",
        "port_be | 8527 | 8527", "v4 | 127.0.0.1 | \"127.0.0.1\"", "v6 | ::1 | \"::1\"",
        "mapped | ::ffff:10.1.2.3 | \"::ffff:10.1.2.3\"", "family | AF_INET6 | \"AF_INET6\""})
    void shown_by_typedef(String line) {
        String[] parts = line.split(" \\| ", 3);
        RecordView view = OBJECT.view("shown");
        assertThat(TestObject.text(view, parts[0])).isEqualTo(parts[1].replace("''", ""));
        assertThat(TestObject.json(view, parts[0])).isEqualTo(parts[2]);
    }

    @Test
    void kernel_times_are_wall_times() {
        RecordView view = OBJECT.view("shown");
        KernelClock now = KernelClock.measure();
        long expected = now.monotonicOffset() + 1_000_000_000L;
        assertThat(view.timeNanos()).isCloseTo(expected, within(1_000_000_000L));
        Utf8Sink rfc = new Utf8Sink(40);
        TimeText.rfc3339(view.timeNanos(), rfc);
        assertThat(TestObject.json(view, "time")).isEqualTo("\"" + rfc + "\"");
        Utf8Sink clock = new Utf8Sink(40);
        TimeText.clock(view.timeNanos(), LocalZone.system().offsetSeconds(view.timeNanos()), clock);
        assertThat(TestObject.text(view, "time")).isEqualTo(clock.toString());
    }
}
