package io.eunomia.libbpf.elf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfBuilder;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.DataSection;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.fixture.TestObjects;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Objects made to reach a place in libbpf 1.1 or libelf 0.188 that would read or write outside its memory, divide by
 * zero, recurse without end or use up the machine. Each names that place.
 */
class HostileObjectTest {
    private static final int BTF_HEADER = 24;

    private static void refused(String object, Consumer<ObjectDamage> damage, String... messageParts) {
        ObjectDamage damaged = new ObjectDamage(TestObjects.compiled(object));
        damage.accept(damaged);
        assertThatThrownBy(() -> ElfObject.parse(damaged.file())).isInstanceOf(BpfException.class)
                .hasMessageContainingAll(messageParts);
    }

    /** Sets a word of the record of a type. */
    private static void setWord(ObjectDamage damage, BtfType type, int word, int value) {
        ByteBuffer btf = damage.section(".BTF").content().order(ByteOrder.LITTLE_ENDIAN);
        int at = BTF_HEADER;
        for (int id = 1; id < type.id(); id++) {
            int info = btf.getInt(at + 4);
            int vlen = info & 0xffff;
            at += switch (info >>> 24 & 0x1f) {
                case 1, 14, 17 -> 16;
                case 3 -> 24;
                case 4, 5, 15, 19 -> 12 + 12 * vlen;
                case 6, 13 -> 12 + 8 * vlen;
                default -> 12;
            };
        }
        damage.content(".BTF", at + 4 * word, 4, value);
    }

    private static Btf btf(ObjectDamage damage) {
        return damage.sound().btf().orElseThrow();
    }

    private static <T extends BtfType> T find(ObjectDamage damage, String name, Class<T> kind) {
        return btf(damage).find(name, kind).orElseThrow();
    }

    /** Replaces a string of the type section by another of the same length. */
    private static void setString(ObjectDamage damage, String from, String to) {
        String all = new String(damage.section(".BTF").bytes(), StandardCharsets.ISO_8859_1);
        int at = all.indexOf('\0' + from + '\0') + 1;
        for (int i = 0; i < to.length(); i++) {
            damage.content(".BTF", at + i, 1, to.charAt(i));
        }
    }

    @Test
    void a_symbol_whose_end_wraps_around() {
        // bpf_object__add_programs: sec_off + prog_sz > sec_sz is false when the sum overflows; memcpy from far away
        refused("maps", d -> d.symbol("tail", 8, 8, -8).symbol("tail", 16, 8, 16), "symbol", "tail");
    }

    @Test
    void a_load_at_the_end_of_a_function() {
        // bpf_object__relocate_data writes insn[1] behind the copy of the program
        refused("subprograms", d -> {
            ElfSymbol leaf = d.sound().symbols().stream().filter(s -> s.name().equals("leaf")).findFirst()
                    .orElseThrow();
            d.content(".text", (int) (leaf.value() + leaf.size()) - 8, 1, 0x18);
        }, "function leaf", "lacks its second half");
    }

    @Test
    void a_compressed_string_table() {
        // elf_strptr inflates the whole section, whatever size its header promises
        refused("maps", d -> d.section(".strtab", ObjectDamage.FLAGS, 0x800), ".strtab", "compressed");
        refused("maps", d -> d.section(".symtab", ObjectDamage.FLAGS, 0x800), ".symtab", "compressed");
    }

    @Test
    void a_lone_function_in_text_that_calls_itself() {
        // bpf_object__reloc_code appends the program to itself and copies twice its length
        byte[] lone = new ManyFunctions(1).withPrograms(0).build();
        assertThatThrownBy(() -> ElfObject.parse(lone)).isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining("it has no programs");
    }

    @Test
    void a_negative_index_in_a_relocation_by_type() {
        // bpf_core_parse_spec compares a signed index with the number of members
        refused("externs", d -> setString(d, "0:1", "-11"), "core_relo", "access path");
        refused("externs", d -> setString(d, "0:1", "0::"), "core_relo", "access path");
    }

    @Test
    void configuration_values_whose_sizes_overflow() {
        // bpf_object__collect_externs adds sizes as int; the map is then smaller than what is written to it
        refused("externs", d -> {
            Variable variable = find(d, "CONFIG_LOCALVERSION", Variable.class);
            ArrayType array = (ArrayType) btf(d).resolve(variable.typeId());
            setWord(d, array, 5, 0x7fffffff);
        }, "CONFIG_LOCALVERSION in .kconfig", "at most 4096 bytes");
    }

    @Test
    void a_function_among_configuration_values() {
        // bpf_object__collect_externs writes a variable's linkage behind the function's record
        refused("externs", d -> setWord(d, find(d, ".kconfig", DataSection.class), 3,
                find(d, "on_exit", FunctionType.class).id()), "on_exit in .kconfig", "not declared extern");
    }

    @Test
    void a_variable_whose_symbol_lies_elsewhere() {
        // btf_fixup_datasec takes the value of any symbol of that name as an offset
        refused("maps", d -> d.symbol("by_key", 6, 2, d.section("raw_tp/sys_exit").index()).symbol("by_key", 8, 8, 0),
                "variable by_key", "BTF says it lies in");
    }

    @Test
    void a_structure_of_operations_larger_than_its_section() {
        // bpf_object__init_struct_ops_maps adds offset and size in 32 bits
        refused("structops", d -> setWord(d, find(d, "tcp_congestion_ops", BtfType.StructType.class), 2, 0x0fffff00),
                "eunomia_cc in .struct_ops", "reach beyond the section's");
        refused("structops", d -> setWord(d, find(d, "tcp_congestion_ops", BtfType.StructType.class), 2, -8),
                "tcp_congestion_ops", "a size of 4294967288 bytes");
    }

    @Test
    void a_type_that_is_its_own_alias() {
        // skip_mods_and_typedefs follows it for ever
        refused("maps", d -> {
            BtfType alias = find(d, "value_t", BtfType.Typedef.class);
            setWord(d, alias, 2, alias.id());
        }, "typedef value_t", "in a loop");
    }

    @Test
    void a_type_beyond_the_last() {
        // btf__type_by_id gives NULL, which most callers dereference
        refused("maps", d -> setWord(d, find(d, ".maps", DataSection.class), 3, 0x00ffffff), ".maps", "16777215");
    }

    @Test
    void a_bit_field_of_nothing() {
        // bpf_core_calc_field_relo divides by the size of the bit-field's type
        refused("externs", d -> {
            BtfType.StructType task = find(d, "task_struct", BtfType.StructType.class);
            int bit = task.members().size() - 1;
            setWord(d, task, 3 + 3 * bit + 1, task.members().get(2).typeId());
        }, "task_struct", "is a bit-field of kind ptr");
    }

    @Test
    void functions_beyond_number() {
        // bpf_object__reloc_code recurses once per called function
        byte[] many = new ManyFunctions(2000).build();
        assertThatThrownBy(() -> ElfObject.parse(many)).isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining(".text").hasMessageContaining("2000 functions are more than 1024");
    }

    @Test
    void programs_that_multiply_what_they_call() {
        // each program gets a copy of all it calls
        byte[] large = new ManyFunctions(1).withPrograms(4000).withText(1 << 17).build();
        assertThatThrownBy(() -> ElfObject.parse(large)).isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining("4000 programs with 131072 bytes of called functions");
    }

    @Test
    void symbols_that_make_the_loader_search_for_ever() {
        // bpf_object__collect_externs looks through all types for each, libbpf_kallsyms_parse through all of them
        byte[] externals = new ManyFunctions(1).withExternals(2000).withTypes(new BtfBuilder().build()).build();
        assertThatThrownBy(() -> ElfObject.parse(externals)).isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining("2000 extern symbols are more than 1024");
        // btf_fixup_datasec looks through all symbols for each variable
        BtfBuilder types = new BtfBuilder();
        int variable = types.type("v", BtfBuilder.VAR, 0, 0, types.integer(), 1);
        int[] entries = new int[3 * 60_000];
        for (int i = 0; i < entries.length; i += 3) {
            entries[i] = variable;
        }
        types.type(".elsewhere", BtfBuilder.DATASEC, entries.length / 3, 0, 0, entries);
        byte[] variables = new ManyFunctions(1000).withPrograms(4000).withText(8000).withTypes(types.build()).build();
        assertThatThrownBy(() -> ElfObject.parse(variables)).isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining("in reasonable time");
    }

    @Test
    void types_beyond_size() {
        BtfBuilder types = new BtfBuilder();
        types.words(new int[(8 << 20) / 4]);
        byte[] large = new ManyFunctions(1).withTypes(types.build()).build();
        assertThatThrownBy(() -> ElfObject.parse(large)).isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining("bytes of types are more than 8388608");
    }
}
