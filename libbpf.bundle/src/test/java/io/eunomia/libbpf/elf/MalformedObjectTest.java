package io.eunomia.libbpf.elf;

import static io.eunomia.libbpf.elf.ObjectDamage.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.fixture.TestObjects;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each kind of bad file is answered; every message names the place and what to do. */
class MalformedObjectTest {
    private static final String RAW_TP = "raw_tp/sys_enter";

    private static void refused(byte[] file, String... messageParts) {
        assertThatThrownBy(() -> ElfObject.parse(file)).isInstanceOf(MalformedObjectException.class)
                .hasMessageStartingWith("object check").hasMessageContainingAll(messageParts);
    }

    private static void refused(String object, Consumer<ObjectDamage> damage, String... messageParts) {
        ObjectDamage damaged = new ObjectDamage(TestObjects.compiled(object));
        damage.accept(damaged);
        refused(damaged.file(), messageParts);
    }

    @Test
    void files_that_are_no_objects_are_named_for_what_they_are() {
        refused(new byte[0], "the file is empty", "clang -target bpf");
        refused("{\"name\": 1}".getBytes(StandardCharsets.UTF_8), "it starts with \"{\"name\":",
                "expected an ELF object made by clang -target bpf");
        refused(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0}, "it starts with 1f 8b 08 00");
        refused(new byte[] {0x7f}, "truncated", "copy it again");
        refused(Arrays.copyOf(TestObjects.compiled("maps"), 63), "truncated: 63 bytes");
    }

    @Test
    void programs_of_other_machines_are_named() throws IOException {
        byte[] java = Files.readAllBytes(Path.of(ProcessHandle.current().info().command().orElseThrow()));
        refused(java, "e_machine", "not BPF");
        refused("maps", d -> d.header(18, 2, 62).header(16, 2, 2), "this is an x86-64 executable, not BPF");
        refused("maps", d -> d.header(18, 2, 183), "this is an aarch64 relocatable object, not BPF");
        refused("maps", d -> d.header(18, 2, 0x1234), "this is a machine 4660 relocatable object");
        refused("maps", d -> d.header(4, 1, 1).header(18, 2, 40), "this is a 32-bit ARM relocatable object");
        refused("maps", d -> d.header(16, 2, 3), "this is a BPF shared object, not a relocatable object");
    }

    @Test
    void big_endian_objects_are_told_the_right_target() {
        refused("maps", d -> d.header(5, 1, 2).header(16, 2, 0x0100).header(18, 2, 0xf700), "big-endian",
                "-target bpfeb", "use -target bpfel");
    }

    @Test
    void every_truncation_is_refused() {
        byte[] object = TestObjects.compiled("maps");
        for (int length = 0; length < object.length; length++) {
            byte[] prefix = Arrays.copyOf(object, length);
            assertThatThrownBy(() -> ElfObject.parse(prefix)).isInstanceOf(MalformedObjectException.class)
                    .hasMessageMatching("(?s).*(truncated|empty).*");
        }
    }

    @Test
    void header_fields_are_checked() {
        refused("maps", d -> d.header(4, 1, 1), "EI_CLASS", "class 1 is not 2");
        refused("maps", d -> d.header(6, 1, 9), "e_version");
        refused("maps", d -> d.header(40, 8, -8), "e_shoff");
        refused("maps", d -> d.header(52, 2, 1), "e_ehsize");
        refused("maps", d -> d.header(58, 2, 40), "e_shentsize");
        refused("maps", d -> d.header(60, 2, 0), "e_shnum", "0 sections");
        refused("maps", d -> d.header(60, 2, 0xff), "truncated");
        refused("maps", d -> d.header(62, 2, 0xffff), "e_shstrndx", "section 65535");
        refused("maps", d -> d.header(62, 2, d.section("license").index()), "section", "no string table");
    }

    @Test
    void sections_lie_in_the_file_and_apart() {
        refused("maps", d -> d.section(".maps", OFFSET, -1), "offset 18446744073709551615", "truncated");
        refused("maps", d -> d.section(".maps", SIZE, Long.MAX_VALUE), ".maps", "reach beyond the file's");
        refused("maps", d -> d.section(".maps", SIZE, d.section(".maps").size() + 64), "lies inside what comes");
        refused("maps", d -> d.section(".maps", OFFSET, 8), "section", ".maps", "which ends at 64");
        refused("maps", d -> d.section(".maps", NAME, 0x7fffffff), "name offset 2147483647");
        refused("maps", d -> d.section(".maps", TYPE, 11), "section type 11");
        refused("maps", d -> d.section(".maps", ALIGNMENT, 3), "alignment 3 is no power of two");
        refused("maps", d -> d.section("license", FLAGS, 0x800), "compressed", "-gz");
        refused("maps", d -> d.section("license", TYPE, 8), "license", "it must hold data");
        refused("globals", d -> d.section(".bss", SIZE, 1L << 40), ".bss", "1099511627776 bytes of zeroed data");
        refused("maps", d -> d.section("license", NAME, 0x7fff0000), "name offset");
        refused("globals", d -> d.section(".data.own", NAME, nameOf(d, ".data")), "another section of this name");
    }

    private static long nameOf(ObjectDamage damage, String section) {
        ByteBuffer file = ByteBuffer.wrap(damage.file()).order(ByteOrder.LITTLE_ENDIAN);
        return file.getInt((int) file.getLong(40) + 64 * damage.section(section).index());
    }

    @Test
    void symbols_lie_in_their_sections() {
        refused("maps", d -> d.symbol("tail", 8, 8, 1L << 40), "symbol", "tail", "offset 1099511627776");
        refused("maps", d -> d.symbol("tail", 16, 8, -8), "size 18446744073709551608");
        refused("maps", d -> d.symbol("tail", 6, 2, 500), "it lies in section 500");
        refused("maps", d -> d.symbol("tail", 0, 4, 1 << 30), "name offset 1073741824");
        refused("maps", d -> d.section(".symtab", LINK, 0), ".symtab", "sh_link 0 is no string table");
        refused("maps", d -> d.section(".symtab", ENTRY_SIZE, 16), ".symtab", "entries of 16");
        refused("maps", d -> d.section(".symtab", TYPE, 1), "no symbol table", "llvm-strip -g");
        refused("maps", d -> d.content(".strtab", d.section(".strtab").size() - 1, 1, 'x'),
                "does not end with a zero byte");
    }

    @Test
    void relocations_point_at_instructions_and_symbols() {
        String table = ".rel" + RAW_TP;
        refused("maps", d -> d.content(table, 0, 8, 1 << 20), table, "relocation 0 at offset 1048576");
        refused("maps", d -> d.content(table, 0, 8, 4), "relocation 0 at offset 4");
        refused("maps", d -> d.content(table, 12, 4, 9999), "refers to symbol 9999");
        refused("maps", d -> d.section(table, INFO, 999), "sh_info 999");
        refused("maps", d -> d.section(table, LINK, 1), "sh_link 1");
        refused("maps", d -> d.section(table, ENTRY_SIZE, 24), "entries of 24");
        refused("maps", d -> d.section(table, TYPE, 4), "SHT_RELA");
    }

    @Test
    void programs_are_whole_instructions_and_not_static() {
        refused("maps", d -> d.symbol("tail", 16, 8, 4), "function tail in section", "no whole number of instr");
        refused("maps", d -> d.symbol("tail", 8, 8, 8).symbol("tail", 16, 8, 0), "offset 8 and size 0");
        refused("maps", d -> d.symbol("tail", 4, 1, 0x02), "the program is static", "remove \"static\"");
        refused("globals", d -> d.symbol("first", 4, 1, 0x10).symbol("not_by_itself", 4, 1, 0x10),
                "it has no programs", "SEC(");
    }

    @Test
    void a_64_bit_load_must_have_its_second_half() {
        refused("maps", d -> {
            int last = d.section(RAW_TP).size() - 8;
            d.content(RAW_TP, last, 1, 0x18);
        }, "function tail", "64-bit load", "lacks its second half");
        refused("maps", d -> {
            int first = (int) d.sound().relocations().stream()
                    .filter(each -> each.section() == d.section(RAW_TP).index()).findFirst().orElseThrow().offset();
            d.content(RAW_TP, first + 8, 1, 0x18);
        }, "lacks its second half");
    }

    @Test
    void objects_without_types_say_so_where_types_are_needed() {
        refused("maps", d -> d.section(".BTF", NAME, nameOf(d, ".strtab")), "it has no BTF", "compile with -g");
        ObjectDamage globals = new ObjectDamage(TestObjects.compiled("globals"));
        globals.section(".BTF", NAME, nameOf(globals, ".strtab"));
        ElfObject untyped = ElfObject.parse(globals.file());
        assertThat(untyped.btf()).isEmpty();
        assertThat(untyped.globals()).isEmpty();
    }

    @Test
    void extended_types_are_checked_record_by_record() {
        refused("externs", d -> d.content(".BTF.ext", 0, 2, 0), ".BTF.ext, header field magic");
        refused("externs", d -> d.content(".BTF.ext", 4, 4, 4), "header field hdr_len");
        refused("externs", d -> d.content(".BTF.ext", 12, 4, 1 << 30), "func_info", "reach beyond");
        refused("externs", d -> d.content(".BTF.ext", 32, 4, 4), "func_info", "records of 4 bytes");
        refused("externs", d -> d.content(".BTF.ext", 32, 4, 1 << 20), "records of 1048576 bytes");
        refused("externs", d -> d.content(".BTF.ext", 40, 4, 0x40000000), "1073741824 records does not fit");
        refused("externs", d -> d.content(".BTF.ext", 44, 4, 4), "offset 4, which is no instruction");
        refused("externs", d -> d.content(".BTF.ext", 48, 4, 2), "func_info", "type 2 is no function");
    }

    @Test
    void damage_to_types_is_reported_as_such() {
        ObjectDamage damage = new ObjectDamage(TestObjects.compiled("maps"));
        damage.content(".BTF", 24 + 8, 4, 0x7fffffff);
        assertThatThrownBy(() -> ElfObject.parse(damage.file())).isInstanceOf(BpfException.class)
                .hasMessageContaining("type [1]");
    }

    @Test
    void legacy_map_definitions_get_advice() {
        // the name table has "maps" inside ".maps"
        refused("maps", d -> d.section(".maps", NAME, nameOf(d, ".maps") + 1), "before 2018", "SEC(\".maps\")");
    }

    @Test
    void sound_objects_are_accepted() {
        for (String name : new String[] {"types", "globals", "maps", "externs"}) {
            assertThatCode(() -> ElfObject.parse(TestObjects.compiled(name))).doesNotThrowAnyException();
        }
    }
}
