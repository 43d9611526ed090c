package io.eunomia.libbpf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.fixture.TestObjects;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DWARF tells, beside what the same compiler wrote into BTF. */
class DebugInfoTest {
    private static ElfObject object(String name) {
        return ElfObject.parse(TestObjects.unstripped(name));
    }

    private static String told(Btf types, StructType struct) {
        StringBuilder text = new StringBuilder(types.typeName(struct) + " of " + struct.size() + ' '
                + types.alignOf(struct));
        struct.members().forEach(member -> text.append("; ").append(types.typeName(member.typeId())).append(' ')
                .append(member.name()).append(" at bit ").append(member.bitOffset()).append(" of ")
                .append(member.bitfieldSize()).append(", ").append(types.sizeOf(member.typeId())));
        return text.toString();
    }

    private static String told(EnumType values) {
        return values.name() + values.size() + values.signed() + values.values();
    }

    @ParameterizedTest
    @ValueSource(strings = {"debug_info", "types", "globals", "structops", "relocated"})
    void its_types_are_those_of_btf(String name) {
        ElfObject object = object(name);
        Btf btf = object.btf().orElseThrow();
        Btf types = DebugInfo.read(object).orElseThrow().types();
        List<StructType> structs = btf.structs().stream().filter(struct -> !struct.name().isEmpty()
                && types.find(struct.name(), StructType.class).isPresent()).toList();
        assertThat(structs).isNotEmpty().allSatisfy(struct -> assertThat(
                told(types, types.find(struct.name(), StructType.class).orElseThrow())).isEqualTo(told(btf, struct)));
        assertThat(btf.all(EnumType.class).filter(one -> types.find(one.name(), EnumType.class).isPresent()))
                .allSatisfy(one -> assertThat(told(types.find(one.name(), EnumType.class).orElseThrow()))
                        .isEqualTo(told(one)));
        assertThat(btf.all(Typedef.class).filter(one -> types.find(one.name(), Typedef.class).isPresent()))
                .allSatisfy(one -> assertThat(types.typeName(types.find(one.name(), Typedef.class).orElseThrow().typeId()))
                        .isEqualTo(btf.typeName(one.typeId())));
    }

    @Test
    void it_has_what_only_functions_use() {
        ElfObject object = object("debug_info");
        assertThat(object.btf().orElseThrow().find("only_here", StructType.class)).isEmpty();
        Btf types = DebugInfo.read(object).orElseThrow().types();
        StructType struct = types.find("only_here", StructType.class).orElseThrow();
        assertThat(told(types, struct)).isEqualTo("struct only_here of 16 8; __u32 pid at bit 0 of 0, 4; "
                + "__s64 when at bit 64 of 0, 8");
    }

    @Test
    void variables_belong_to_functions_with_what_was_inlined() {
        ElfObject object = object("debug_info");
        DebugInfo info = DebugInfo.read(object).orElseThrow();
        assertThat(variables(object, info, "outer")).contains("void * ctx", "struct only_here * taken",
                "struct handed copy", "struct only_here * filled", "__s64 inner").doesNotContain("struct tight other");
        assertThat(variables(object, info, "apart")).contains("struct handed * handed", "struct tight other")
                .doesNotContain("struct only_here * taken");
        ElfSymbol outer = function(object, "outer");
        assertThat(info.variables(outer.section(), outer.value() + outer.size())).isEmpty();
    }

    private static ElfSymbol function(ElfObject object, String name) {
        return object.symbols().stream().filter(symbol -> symbol.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> variables(ElfObject object, DebugInfo info, String name) {
        ElfSymbol function = function(object, name);
        List<LocalVariable> last = info.variables(function.section(), function.value() + function.size() - 8);
        assertThat(info.variables(function.section(), function.value())).isEqualTo(last);
        return last.stream().map(variable -> info.types().typeName(variable.typeId()) + ' ' + variable.name()).toList();
    }

    @Test
    void a_stripped_object_has_none() {
        assertThat(DebugInfo.read(ElfObject.parse(TestObjects.compiled("debug_info")))).isEmpty();
    }

    @Test
    void another_version_is_named_with_what_to_do() {
        byte[] bytes = TestObjects.unstripped("debug_info");
        int start = ElfObject.parse(bytes).section(".debug_info").orElseThrow().offset();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(start + 4, (short) 3);
        ElfObject object = ElfObject.parse(bytes);
        assertThatThrownBy(() -> DebugInfo.read(object)).isInstanceOf(MalformedDwarfException.class)
                .hasMessage("DWARF check \".debug_info at 0x6\": version 3 is not read, 4 and 5 are; compile with "
                        + "-gdwarf-5");
    }
}
