package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.event.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which struct a map's records get, what packages may say about them, and which lengths are taken. */
class SchemaFactoryTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final TestObject CHOICES = TestObject.named("choices");

    @Test
    void a_pointer_called_after_the_map_names_its_struct() {
        CompiledSchema schema = OBJECT.factory().events("tail", Optional.empty());
        assertThat(schema.struct()).isEqualTo("tail");
        assertThat(schema.note()).isEmpty();
    }

    @Test
    void without_any_hint_records_are_hexadecimal_and_the_note_says_what_to_do() {
        CompiledSchema schema = OBJECT.factory().events("strangers", Optional.empty());
        assertThat(schema.struct()).isEmpty();
        assertThat(schema.note()).contains("strangers_event").contains("\"map\": \"strangers\"");
        assertThat(schema.decodable(0)).isFalse();
        assertThat(schema.decodable(3)).isTrue();
        assertThat(TestObject.json(TestObject.view(schema, new byte[] {1, 2, -1}), "data")).isEqualTo("\"0102ff\"");
    }

    @ParameterizedTest
    @CsvSource({"conns,conn_event", "requests,request_t", "hintedring,hinted", "locals,local", "files,''", "others,''"})
    void structs_are_found_by_name_by_pointer_or_in_the_code(String map, String struct) {
        CompiledSchema schema = CHOICES.factory().events(map, Optional.empty());
        assertThat(schema.struct()).isEqualTo(struct);
        assertThat(schema.note().contains("hexadecimal")).isEqualTo(struct.isEmpty());
    }

    @Test
    void a_record_known_from_the_code_has_the_fields_that_are_written() {
        CompiledSchema schema = CHOICES.factory().events("locals", Optional.empty());
        assertThat(schema.size()).isEqualTo(40);
        assertThat(schema.fields().stream()
                .map(field -> schema.readers()[field.index()].offset + " " + field.name() + " " + field.typeName()))
                .containsExactly("0 when 8 bytes", "8 ret 4 bytes", "12 comm char[16]", "28 pair 4 bytes[2]");
    }

    @Test
    void an_unknown_struct_is_refused_with_those_that_exist() {
        assertThatThrownBy(() -> OBJECT.factory().events("tail",
                Optional.of(new EventSpec("tail", "", "evnt", List.of()))))
                .isInstanceOf(TrackerException.class).hasMessage(
                        "events of map tail: the object's BTF has no struct \"evnt\"")
                .satisfies(e -> assertThat(((TrackerException) e).failure().hint()).contains("everything", "shown"));
    }

    @Test
    void an_unknown_field_or_show_rule_is_refused() {
        assertThatThrownBy(() -> OBJECT.schema("bits", new FieldSpec("z", 0, "")))
                .hasMessage("events of map tail have no field \"z\"");
        assertThatThrownBy(() -> OBJECT.schema("shown", new FieldSpec("pid", 0, "colour")))
                .hasMessageContaining("unknown show rule \"colour\"");
        assertThatThrownBy(() -> OBJECT.schema("everything", new FieldSpec("text", 0, "bytes")))
                .hasMessageContaining("char[16], which cannot be shown as bytes");
    }

    @Test
    void a_packages_fields_come_first_in_its_order_and_are_the_ones_shown() {
        CompiledSchema schema = OBJECT.schema("guessed", new FieldSpec("ret", 9, ""),
                new FieldSpec("rx_b", 0, "eu_hex64_t"));
        assertThat(schema.fields().get(0)).extracting(Field::name, Field::width, Field::shown)
                .containsExactly("ret", 9, true);
        assertThat(schema.fields().get(1)).extracting(Field::name, Field::show).containsExactly("rx_b", "hex64");
        assertThat(schema.fields().stream().filter(Field::shown)).hasSize(2);
        byte[] record = OBJECT.bytes("guessed");
        assertThat(TestObject.json(TestObject.view(schema, record), "rx_b")).isEqualTo("\"0x0000000000000800\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "delta_us | 2.5 ms | 2500", "span_ns | 999 ns | 999", "rx_b | 2 KiB | 2048",
        "saddr | 127.0.0.1 | \"127.0.0.1\"", "daddr | 254.128.0.0 | \"254.128.0.0\"", "family | AF_INET | 2",
        "sport | 80 | 80", "dport | 80 | 80", "ret | EACCES | -13", "sig | SIGTERM | 15",
        "oldstate | ESTABLISHED | 1", "skaddr | 0xffff888000000001 | 18446612682070032385",
        "mnt_ns | 4026531841 | 4026531841", "args_size | 9 | 9", "args | ls -l /x | \"ls -l /x\""})
    void names_suggest_show_rules_that_json_ignores(String field, String text, String json) {
        RecordView view = OBJECT.view("guessed");
        assertThat(TestObject.text(view, field)).isEqualTo(text);
        assertThat(TestObject.json(view, field)).isEqualTo(json);
    }

    @Test
    void a_name_makes_no_time() {
        RecordView view = OBJECT.view("guessed");
        assertThat(view.timeNanos()).isEqualTo(TestObject.READ_NANOS);
        assertThat(TestObject.text(view, "ts_us")).isEqualTo("1000000");
        assertThat(view.schema().field("ts_us").orElseThrow().shown()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "3,false", "4,true", "5,false", "6,true", "7,true", "100,true"})
    void a_record_may_end_after_a_member_or_within_the_text_at_its_end(int length, boolean decodable) {
        assertThat(OBJECT.schema("tail").decodable(length)).isEqualTo(decodable);
    }

    @Test
    void what_is_missing_reads_as_zero_or_empty() {
        RecordView view = TestObject.view(OBJECT.schema("tail"), new byte[] {42, 0, 0, 0});
        assertThat(TestObject.json(view, "pid")).isEqualTo("42");
        assertThat(view.present(TestObject.index(view, "code"))).isFalse();
        assertThat(TestObject.json(view, "code")).isEqualTo("0");
        assertThat(TestObject.json(view, "path")).isEqualTo("\"\"");
    }

    @Test
    void no_length_makes_a_reader_leave_the_record() {
        for (String struct : List.of("everything", "bits", "squeezed", "shown", "guessed", "tail")) {
            CompiledSchema schema = OBJECT.schema(struct);
            byte[] full = new byte[schema.size() + 9];
            Arrays.fill(full, (byte) 0xff);
            for (int length = 0; length <= full.length; length++) {
                // A heap buffer of the exact size: reading beyond the record throws.
                ByteBuffer memory = ByteBuffer.wrap(full, 0, length).slice().order(ByteOrder.LITTLE_ENDIAN);
                RecordView view = schema.newView().at(memory, 0, length, 1, 1);
                for (Field field : schema.fields()) {
                    TestObject.json(view, field.name());
                    view.text(field.index());
                    view.number(field.index());
                    view.floating(field.index());
                    view.timeNanos();
                }
            }
        }
    }

    @Test
    void a_table_is_the_key_and_then_the_value() {
        CompiledSchema schema = OBJECT.factory().table("sums", Optional.empty());
        assertThat(schema.fields().stream().map(Field::name)).containsExactly("time", "pid", "slot", "bytes",
                "value.pid", "comm");
        ByteBuffer entry = ByteBuffer.allocate(schema.size()).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(0, 7).putInt(4, 1).putLong(8, 4096).putInt(16, 9).put(20, (byte) 'x');
        RecordView view = TestObject.view(schema, entry.array());
        assertThat(TestObject.json(view, "value.pid")).isEqualTo("9");
        assertThat(TestObject.text(view, "bytes")).isEqualTo("4 KiB");
        assertThat(TestObject.text(view, "comm")).isEqualTo("x");
        assertThat(view.number(0)).isEqualTo(TestObject.READ_NANOS);
        assertThat(TestObject.json(view, "time")).isEqualTo("\"2023-11-14T22:13:20.123456789Z\"");
        assertThat(schema.decodable(schema.size())).isTrue();
        assertThat(schema.decodable(schema.size() - 1)).isFalse();
    }

    @Test
    void a_scalar_key_goes_by_its_typedef() {
        CompiledSchema schema = OBJECT.factory().table("counts", Optional.of(new TableSpec("counts", "", "", "per_pid",
                "1s", List.of(), "", false, List.of())));
        assertThat(schema.stream()).isEqualTo("per_pid");
        assertThat(schema.fields().stream().map(Field::name)).containsExactly("time", "pid", "value");
    }

    @Test
    void an_unknown_map_is_named() {
        assertThatThrownBy(() -> OBJECT.factory().table("nope", Optional.empty()))
                .hasMessage("the object has no map \"nope\"");
    }
}
