package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.event.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Structs by DWARF where the function that hands a record over does not know them. */
class DebugStructsTest {

    private static CompiledSchema schema(String ring) throws IOException {
        try (InputStream in = DebugStructsTest.class.getResourceAsStream("/bpf/handed.dwarf.o")) {
            return new TestObject(ElfObject.parse(in.readAllBytes())).factory().events(ring, Optional.empty());
        }
    }

    private static List<String> fields(CompiledSchema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    @Test
    void what_is_handed_over_as_void_is_what_its_members_were_assigned_through() throws IOException {
        for (String ring : List.of("frames", "reserved")) {
            CompiledSchema schema = schema(ring);
            assertThat(schema.struct()).as(ring).isEqualTo("opened");
            assertThat(fields(schema)).containsExactly("pid", "flags", "when", "comm", "ret");
            assertThat(schema.note()).isEmpty();
        }
        assertThat(schema("sized").struct()).isEqualTo("counted");
    }

    @Test
    void where_two_structs_are_handed_over_neither_is_taken_for_the_other() throws IOException {
        CompiledSchema schema = schema("shared");
        assertThat(schema.struct()).contains("counted", "other_32");
        assertThat(schema.note()).contains("several structs");
        assertThat(fields(schema)).contains("counted.last", "other_32.end");
    }
}
