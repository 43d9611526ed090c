package io.eunomia.libbpf.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.eunomia.libbpf.btf.BtfType.Linkage;
import io.eunomia.libbpf.fixture.TestObjects;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ElfObjectTest {

    private static ElfObject compiled(String name) {
        return ElfObject.parse(TestObjects.compiled(name));
    }

    @Test
    void programs_are_told_with_section_name_and_length() {
        assertThat(compiled("globals").programs()).extracting(ElfProgram::section, ElfProgram::name,
                ElfProgram::autoload).containsExactly(
                        tuple("tracepoint/syscalls/sys_enter_getpid", "first", true),
                        tuple("tracepoint/syscalls/sys_exit_getpid", "not_by_itself", false));
        assertThat(compiled("globals").programs()).allMatch(program -> program.instructionCount() > 1);
        assertThat(compiled("types").programs()).extracting(ElfProgram::name).containsExactly("uses_all");
        assertThat(compiled("types").license()).isEqualTo("Dual BSD/GPL");
    }

    @Test
    void sections_and_symbols_are_told() {
        ElfObject object = compiled("globals");
        assertThat(object.dataSections()).extracting(ElfSection::name).containsExactlyInAnyOrder(".data",
                ".data.own", ".rodata", ".rodata.own", ".bss");
        ElfSection bss = object.section(".bss").orElseThrow();
        assertThat(bss.size()).isGreaterThanOrEqualTo(60);
        assertThat(bss.bytes()).isEmpty();
        ElfSection license = object.section("license").orElseThrow();
        assertThat(license.bytes()).containsExactly('G', 'P', 'L', 0);
        ElfSymbol counter = object.symbols().stream().filter(symbol -> symbol.name().equals("counter")).findFirst()
                .orElseThrow();
        assertThat(counter.kind()).isEqualTo(ElfSymbol.Kind.OBJECT);
        assertThat(counter.binding()).isEqualTo(ElfSymbol.Binding.GLOBAL);
        assertThat(object.sections().get(counter.section()).name()).isEqualTo(".data");
        assertThat(counter.size()).isEqualTo(4);
    }

    @Test
    void relocations_point_into_code_at_known_symbols() {
        ElfObject object = compiled("maps");
        ElfSection code = object.section("raw_tp/sys_enter").orElseThrow();
        assertThat(object.relocations().stream().filter(each -> each.section() == code.index())
                .map(each -> object.symbols().get(each.symbol()).name())).contains("by_key", "typed_ring");
    }

    @Test
    void globals_have_type_place_and_initial_value() {
        ElfObject object = compiled("globals");
        Map<String, ElfGlobal> globals = object.globals().stream()
                .collect(Collectors.toMap(ElfGlobal::name, Function.identity()));
        assertThat(globals).containsKeys("limit", "big", "enabled", "pattern", "ports", "mode", "ratio", "origin",
                "hidden_knob", "counter", "last", "hidden_counter", "total", "all", "hidden_zero",
                "in_own_section", "in_own_rodata");
        ElfGlobal limit = globals.get("limit");
        assertThat(limit.section()).isEqualTo(".rodata");
        assertThat(limit.constant()).isTrue();
        assertThat(limit.volatileQualified()).isTrue();
        assertThat(object.btf().orElseThrow().typeName(limit.typeId())).isEqualTo("const volatile int");
        assertThat(ByteBuffer.wrap(limit.initialValue()).order(ByteOrder.LITTLE_ENDIAN).getInt()).isEqualTo(42);
        assertThat(HexFormat.of().formatHex(globals.get("ports").initialValue())).isEqualTo("010002000300ffff");
        assertThat(globals.get("ports").volatileQualified()).isTrue();
        assertThat(globals.get("origin").volatileQualified()).isFalse();
        assertThat(globals.get("hidden_knob").linkage()).isEqualTo(Linkage.STATIC);
        assertThat(globals.get("hidden_knob").initialValue()).containsExactly(9, 0, 0, 0);
        assertThat(globals.get("last").initialValue()).startsWith(3, 0, 0, 0);
        assertThat(globals.get("hidden_counter").initialValue()).containsExactly(11, 0, 0, 0);
        assertThat(globals.get("all").section()).isEqualTo(".bss");
        assertThat(globals.get("all").initialValue()).hasSize(48).containsOnly(0);
        assertThat(globals.get("in_own_section").initialValue()).containsExactly(13, 0, 0, 0);
        assertThat(globals.get("in_own_rodata").constant()).isTrue();
    }

    @Test
    void globals_lie_where_their_symbols_say() {
        ElfObject object = compiled("globals");
        for (ElfGlobal global : object.globals()) {
            if (global.linkage() == Linkage.GLOBAL) {
                assertThat(object.symbols()).filteredOn(symbol -> symbol.name().equals(global.name())).singleElement()
                        .satisfies(symbol -> assertThat(symbol.value()).isEqualTo(global.offset()));
            }
        }
    }

    @Test
    void externs_need_no_section() {
        assertThat(compiled("externs").symbols().stream().filter(ElfSymbol::external).map(ElfSymbol::name))
                .contains("LINUX_KERNEL_VERSION", "init_task", "bpf_task_release");
    }

    @Test
    void the_bytes_given_back_are_those_that_were_checked() {
        byte[] file = TestObjects.compiled("maps");
        byte[] original = file.clone();
        ElfObject object = ElfObject.parse(file);
        Arrays.fill(file, (byte) 0);
        assertThat(object.toByteArray()).isEqualTo(original);
        assertThat(object.section(".BTF").orElseThrow().content().getShort(0)).isEqualTo((short) 0xeb9f);
    }

    @Test
    void objects_are_carved_out_of_other_files() {
        byte[] first = TestObjects.compiled("maps");
        byte[] second = TestObjects.compiled("types");
        ByteBuffer file = ByteBuffer.allocate(first.length + second.length + 200);
        file.position(7);
        file.put(first).put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(first.length + 100);
        file.put(second);
        List<byte[]> found = ElfObject.carve(file.array());
        assertThat(found).hasSize(2);
        assertThat(found.get(0)).isEqualTo(first);
        assertThat(found.get(1)).isEqualTo(second);
        assertThat(ElfObject.carve(first)).singleElement().isEqualTo(first);
        assertThat(ElfObject.carve(Arrays.copyOf(first, first.length - 1))).isEmpty();
        assertThat(ElfObject.carve(new byte[0])).isEmpty();
    }

    @Test
    void every_object_of_debians_tools_is_accepted() {
        Map<String, byte[]> objects = TestObjects.fromTools();
        assertThat(objects).hasSizeGreaterThan(40).containsKeys("opensnoop", "execsnoop");
        objects.forEach((tool, bytes) -> {
            ElfObject object = ElfObject.parse(bytes);
            assertThat(object.programs()).as(tool).isNotEmpty();
            assertThat(object.license()).as(tool).contains("GPL");
            assertThat(object.btf()).as(tool).isPresent();
        });
        ElfObject opensnoop = ElfObject.parse(objects.get("opensnoop"));
        assertThat(opensnoop.globals()).extracting(ElfGlobal::name)
                .contains("targ_pid", "targ_tgid", "targ_uid", "targ_failed");
        assertThat(opensnoop.programs()).extracting(ElfProgram::section)
                .contains("tracepoint/syscalls/sys_enter_openat");
    }
}
