package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structs that could be a ring's by their size or name and are not, and rings with records of several structs. */
class ContestedStructsTest {

    private static CompiledSchema schema(String object, String ring) {
        return TestObject.named(object).factory().events(ring, Optional.empty());
    }

    private static CompiledSchema unstripped(String object, String ring) {
        return TestObject.unstripped(object).factory().events(ring, Optional.empty());
    }

    private static String fields(CompiledSchema schema) {
        return schema.fields().stream().map(field -> schema.readers()[field.index()].offset + " " + field.name())
                .collect(Collectors.joining(", "));
    }

    @Test
    void a_pointer_that_the_program_uses_or_whose_struct_has_other_members_is_not_the_records() {
        assertThat(fields(schema("contested_pointers", "events"))).isEqualTo("0 pid, 4 code, 8 when");
        CompiledSchema exact = unstripped("contested_pointers", "events");
        assertThat(exact.struct()).isEqualTo("record");
        assertThat(exact.note()).isEmpty();
    }

    @Test
    void a_struct_that_a_map_keeps_is_not_the_records_by_its_name_alone() {
        assertThat(schema("contested_names", "events").struct()).isNotEqualTo("event");
        assertThat(unstripped("contested_names", "events").struct()).isEqualTo("record");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "declared | 0 kind, 4 opened.fd, 8 opened.flags, 4 closed.reason, 8 closed.bytes",
        "hidden | 0 data"})
    void what_only_one_of_several_structs_has_is_not_shown_as_the_records(String ring, String expected) {
        assertThat(fields(schema("record_kinds", ring))).isEqualTo(expected);
    }

    @Test
    void bytes_without_a_name_are_not_shown_under_those_of_another_struct() {
        CompiledSchema schema = schema("record_kinds", "mixed");
        assertThat(schema.fields()).extracting(Field::name).allMatch(name -> name.startsWith("hello.")
                || name.startsWith("error.")).contains("hello.comm", "error.bytes_0");
        assertThat(schema.note()).contains("several structs").contains("hello").contains("error");
        ByteBuffer record = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 2).putLong(24, 0x4142434445464748L);
        RecordView view = TestObject.view(schema, record.array());
        assertThat(TestObject.json(view, "error.bytes_24")).isEqualTo("\"4847464544434241\"");
    }

    @Test
    void dwarf_tells_all_structs_of_a_ring() {
        CompiledSchema schema = unstripped("record_kinds", "mixed");
        assertThat(fields(schema)).isEqualTo("0 type, 4 hello.pid, 8 hello.cgroup, 16 hello.comm, 4 error.code, "
                + "8 error.address, 16 error.low, 24 error.high");
        assertThat(schema.note()).contains("several structs");
        ByteBuffer record = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 2).putInt(4, -14).putLong(16, 7);
        RecordView view = TestObject.view(schema, record.array());
        assertThat(TestObject.json(view, "type")).isEqualTo("2");
        assertThat(TestObject.json(view, "error.code")).isEqualTo("-14");
        assertThat(TestObject.json(view, "error.low")).isEqualTo("7");
    }

    @Test
    void of_a_ring_that_nobody_writes_that_is_said() {
        assertThat(TestObject.named("choices").factory().events("others", Optional.empty()).note())
                .startsWith("no program of this object was found to write to others");
    }
}
