package io.eunomia.libbpf.btf;

import static io.eunomia.libbpf.btf.BtfBuilder.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MalformedBtfTest {
    private static byte[] header(Consumer<ByteBuffer> damage) {
        BtfBuilder builder = new BtfBuilder();
        builder.integer();
        byte[] section = builder.build();
        damage.accept(ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN));
        return section;
    }

    private static void refused(byte[] section, String... messageParts) {
        assertThatThrownBy(() -> Btf.parse(section)).isInstanceOf(MalformedBtfException.class)
                .hasMessageContainingAll(messageParts).hasMessageContaining("compile the object again");
    }

    private static void refused(BtfBuilder builder, String... messageParts) {
        refused(builder.build(), messageParts);
    }

    @Test
    void header_fields_are_checked() {
        refused(new byte[0], "header", "0 bytes are less than a header (24)");
        refused(header(b -> b.putShort(0, (short) 0x9feb)), "big-endian", "-target bpfel");
        refused(header(b -> b.putShort(0, (short) 1)), "magic", "0x0001 is not 0xeb9f");
        refused(header(b -> b.put(2, (byte) 2)), "version 2");
        refused(header(b -> b.put(3, (byte) 1)), "flags 1");
        refused(header(b -> b.putInt(4, 20)), "hdr_len", "20 bytes");
        refused(header(b -> b.putInt(4, -4)), "hdr_len", "4294967292 bytes");
        refused(header(b -> b.putInt(8, 2)), "type_off");
        refused(header(b -> b.putInt(12, 0x7ffffffc)), "type_len");
        refused(header(b -> b.putInt(12, 20)), "reach into the strings");
        refused(header(b -> b.putInt(16, -1)), "str_off");
        refused(header(b -> b.putInt(20, 100)), "the string section ends at");
        refused(header(b -> b.putInt(20, 0)), "string section", "empty");
    }

    @Test
    void strings_must_begin_empty_and_end() {
        byte[] section = header(b -> { });
        byte[] unended = section.clone();
        unended[unended.length - 1] = 'x';
        refused(unended, "its last string has no end");
        byte[] full = section.clone();
        full[full.length - 5] = 'x';
        refused(full, "empty string");
    }

    @Test
    void every_prefix_of_a_section_is_refused_or_sound() {
        BtfBuilder builder = new BtfBuilder();
        int integer = builder.integer();
        builder.type("s", STRUCT, 1, 0, 4, builder.string("m"), integer, 0);
        byte[] section = builder.build();
        for (int length = 0; length < section.length; length++) {
            byte[] prefix = Arrays.copyOf(section, length);
            assertThatThrownBy(() -> Btf.parse(prefix)).isInstanceOf(MalformedBtfException.class);
        }
        assertThat(Btf.parse(section).typeCount()).isEqualTo(3);
    }

    @Test
    void records_must_be_whole_and_of_a_known_kind() {
        BtfBuilder cut = new BtfBuilder();
        cut.type("s", STRUCT, 2, 0, 4, 0, 0, 0);
        refused(cut, "type [1]", "cut off");
        BtfBuilder shortRecord = new BtfBuilder();
        shortRecord.words(0, PTR << 24);
        refused(shortRecord, "type [1]", "cut off");
        BtfBuilder unknown = new BtfBuilder();
        unknown.type("", 20, 0);
        refused(unknown, "type [1]", "info 0x14000000 is not of a kind known here (1 to 19)");
        BtfBuilder reserved = new BtfBuilder();
        reserved.type("", PTR, 0, 0x00010000, 0);
        refused(reserved, "type [1]", "is not of a kind");
    }

    @Test
    void names_are_checked() {
        BtfBuilder outside = new BtfBuilder();
        outside.words(77, TYPEDEF << 24, 0);
        refused(outside, "type [1] typedef", "a name at offset 77 lies beyond");
        BtfBuilder control = new BtfBuilder();
        control.type("evil\u001b[2J", FWD, 0);
        refused(control, "type [1] fwd evil?[2J", "control character 27");
        BtfBuilder endless = new BtfBuilder();
        endless.type("x".repeat(600), FWD, 0);
        refused(endless, "longer than 512 bytes");
        BtfBuilder member = new BtfBuilder();
        member.type("s", STRUCT, 1, 0, 4, -1, member.integer() + 1, 0);
        refused(member, "a name at offset 4294967295");
    }

    @Test
    void references_must_exist() {
        for (int kind : new int[] {PTR, TYPEDEF, CONST, VOLATILE, RESTRICT, TYPE_TAG}) {
            BtfBuilder builder = new BtfBuilder();
            builder.type("x", kind, 9);
            refused(builder, "type [1]", "it refers to type 9, but the last is 1");
        }
        BtfBuilder array = new BtfBuilder();
        array.type("", ARRAY, 0, 0, 0, 1 << 31, 0, 2);
        refused(array, "it refers to type 2147483648");
        BtfBuilder member = new BtfBuilder();
        member.type("s", STRUCT, 1, 0, 4, 0, 55, 0);
        refused(member, "it refers to type 55");
        BtfBuilder parameter = new BtfBuilder();
        parameter.type("", FUNC_PROTO, 1, 0, 0, 0, 56);
        refused(parameter, "it refers to type 56");
        BtfBuilder entry = new BtfBuilder();
        entry.type(".data", DATASEC, 1, 0, 4, 57, 0, 4);
        refused(entry, "it refers to type 57");
    }

    @Test
    void numbers_must_make_sense() {
        BtfBuilder size = new BtfBuilder();
        size.type("int", INT, 0, 0, 3, 24);
        refused(size, "an integer of 3 bytes");
        BtfBuilder bits = new BtfBuilder();
        bits.type("int", INT, 0, 0, 4, 33);
        refused(bits, "33 bits at bit 0 do not fit in 4 bytes");
        BtfBuilder enumeration = new BtfBuilder();
        enumeration.type("e", ENUM, 0);
        refused(enumeration, "an enum of 0 bytes");
        BtfBuilder real = new BtfBuilder();
        real.type("float", FLOAT, 5);
        refused(real, "a float of 5 bytes");
        BtfBuilder giant = new BtfBuilder();
        giant.type("s", STRUCT, -8);
        refused(giant, "a size of 4294967288 bytes");
        BtfBuilder linkage = new BtfBuilder();
        linkage.type("v", VAR, 0, 0, linkage.integer(), 7);
        refused(linkage, "type [2] var v", "linkage 7");
        BtfBuilder function = new BtfBuilder();
        function.type("f", FUNC, function.integer());
        refused(function, "type [2] func f", "not a prototype");
        BtfBuilder tag = new BtfBuilder();
        tag.type("tag", DECL_TAG, 0, 0, tag.integer(), 3);
        refused(tag, "component 3 does not exist in type [1] int int");
    }

    @Test
    void sections_hold_variables_inside_their_size() {
        BtfBuilder kind = new BtfBuilder();
        kind.type(".data", DATASEC, 1, 0, 4, kind.integer(), 0, 4);
        refused(kind, "entry 0 is of kind int, not a variable");
        BtfBuilder outside = new BtfBuilder();
        int variable = outside.type("v", VAR, 0, 0, outside.integer(), 1);
        outside.type(".data", DATASEC, 1, 0, 4, variable, 4, 4);
        refused(outside, "entry 0 at offset 4 with 4 bytes lies outside the section's 4");
    }

    @Test
    void members_lie_inside_their_struct() {
        BtfBuilder outside = new BtfBuilder();
        outside.type("s", STRUCT, 1, 0, 4, outside.string("m"), outside.integer(), 8);
        refused(outside, "type [2] struct s", "member 0 at bit 8 with 32 bits lies outside its 4 bytes");
        BtfBuilder odd = new BtfBuilder();
        odd.type("s", STRUCT, 1, 0, 8, 0, odd.integer(), 3);
        refused(odd, "member 0 begins at bit 3");
        BtfBuilder wide = new BtfBuilder();
        wide.type("s", STRUCT, 1, FLAG, 8, 0, wide.integer(), 40 << 24);
        refused(wide, "a bit-field of 40 bits in 4 bytes");
        BtfBuilder pointer = new BtfBuilder();
        pointer.type("s", STRUCT, 1, FLAG, 8, 0, pointer.type("", PTR, 0), 4 << 24);
        refused(pointer, "a bit-field of kind ptr");
        BtfBuilder empty = new BtfBuilder();
        empty.type("s", STRUCT, 1, 0, 8, 0, 0, 0);
        refused(empty, "member 0 is of kind void, which has no size");
        BtfBuilder array = new BtfBuilder();
        int endless = array.type("", ARRAY, 0, 0, 0, array.integer(), 1, -1);
        array.type("s", STRUCT, 1, 0, 8, 0, endless, 0);
        refused(array, "lies outside its 8 bytes");
    }

    @Test
    void loops_are_refused() {
        BtfBuilder alone = new BtfBuilder();
        alone.type("t", TYPEDEF, 1);
        refused(alone, "type [1] typedef t", "in a loop");
        BtfBuilder pair = new BtfBuilder();
        pair.type("", CONST, 2);
        pair.type("t", TYPEDEF, 1);
        refused(pair, "in a loop");
        BtfBuilder array = new BtfBuilder();
        array.type("", ARRAY, 0, 0, 0, 1, 1, 2);
        refused(array, "in a loop");
        BtfBuilder struct = new BtfBuilder();
        struct.type("s", STRUCT, 1, 0, 8, 0, 2, 0);
        struct.type("u", UNION, 1, 0, 8, 0, 1, 0);
        refused(struct, "in a loop");
    }

    @Test
    void a_struct_may_point_to_itself_and_pointers_to_each_other() {
        BtfBuilder list = new BtfBuilder();
        list.type("list", STRUCT, 1, 0, 8, list.string("next"), 2, 0);
        list.type("", PTR, 1);
        Btf btf = list.parse();
        assertThat(btf.typeName(2)).isEqualTo("struct list *");
        BtfBuilder ring = new BtfBuilder();
        ring.type("", PTR, ring.type("", PTR, 2));
        assertThat(ring.parse().typeName(1)).endsWith("*").contains("…");
    }

    @Test
    void deep_and_exploding_types_are_refused_at_once() {
        BtfBuilder deep = new BtfBuilder();
        int inner = deep.integer();
        for (int i = 0; i < 100_000; i++) {
            inner = deep.type("", STRUCT, 1, 0, 4, 0, inner, 0);
        }
        BtfBuilder reversed = new BtfBuilder();
        for (int i = 1; i < 100_000; i++) {
            reversed.type("", TYPEDEF, i + 1);
        }
        reversed.integer();
        BtfBuilder wide = new BtfBuilder();
        int field = wide.integer();
        for (int i = 0; i < 40; i++) {
            field = wide.type("", UNION, 2, 0, 4, 0, field, 0, 0, field, 0);
        }
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            refused(deep, "nested more than 64 deep");
            refused(reversed, "nested more than 64 deep");
            refused(wide, "expand to more than 1048576 fields");
        });
    }

    @Test
    void prototypes_that_name_each_other_are_spelled_briefly() {
        BtfBuilder builder = new BtfBuilder();
        builder.type("", FUNC_PROTO, 3, 0, 2, 0, 2, 0, 2, 0, 2);
        builder.type("", PTR, 1);
        assertThat(builder.parse().typeName(1)).contains("…").hasSizeLessThan(20_000);
    }
}
