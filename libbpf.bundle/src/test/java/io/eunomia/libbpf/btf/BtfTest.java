package io.eunomia.libbpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.eunomia.libbpf.btf.BtfType.*;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.TestObjects;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads what clang wrote for {@code src/test/bpf/types.bpf.c}; the expectations are the C source's. */
class BtfTest {
    private final Btf btf = ElfObject.parse(TestObjects.compiled("types")).btf().orElseThrow();
    private final StructType everything = struct("everything");

    private StructType struct(String name) {
        return btf.find(name, StructType.class).orElseThrow();
    }

    private Member member(String name) {
        return everything.member(name).orElseThrow();
    }

    private BtfType typeOf(String member) {
        return btf.resolve(member(member).typeId());
    }

    @Test
    void integers_keep_size_sign_and_kind() {
        assertThat(typeOf("sc")).isInstanceOfSatisfying(IntType.class, type -> {
            assertThat(type.size()).isEqualTo(1);
            assertThat(type.signed()).isTrue();
        });
        assertThat(typeOf("us")).isInstanceOfSatisfying(IntType.class, type -> {
            assertThat(type.bits()).isEqualTo(16);
            assertThat(type.signed()).isFalse();
        });
        assertThat(((IntType) typeOf("truth")).bool()).isTrue();
        assertThat(((IntType) typeOf("giant")).size()).isEqualTo(16);
        assertThat(typeOf("real")).isEqualTo(new FloatType(typeOf("real").id(), "float", 4));
        assertThat(btf.sizeOf(typeOf("precise"))).isEqualTo(8);
    }

    @Test
    void enums_keep_width_and_sign_of_their_values() {
        assertThat(typeOf("color")).isInstanceOfSatisfying(EnumType.class, type -> {
            assertThat(type.values()).containsExactly(new Enumerator("RED", 0), new Enumerator("GREEN", 7),
                    new Enumerator("BLUE", 0x7fffffff));
            assertThat(type.nameOf(7)).contains("GREEN");
            assertThat(type.nameOf(8)).isEmpty();
        });
        assertThat(((EnumType) typeOf("temperature")).values()).contains(new Enumerator("COLD", -40));
        assertThat(typeOf("wide")).isInstanceOfSatisfying(EnumType.class, type -> {
            assertThat(type.size()).isEqualTo(8);
            assertThat(type.values()).contains(new Enumerator("HUGE", 0x123456789abcdefL));
        });
        assertThat(typeOf("wide_signed")).isInstanceOfSatisfying(EnumType.class, type -> {
            assertThat(type.signed()).isTrue();
            assertThat(type.values()).contains(new Enumerator("LOWEST", -0x123456789abcdefL));
        });
    }

    @Test
    void bit_fields_have_bit_offset_and_width() {
        assertThat(struct("bits").members()).extracting(Member::name, Member::bitOffset, Member::bitfieldSize)
                .containsExactly(tuple("a", 0, 3), tuple("b", 3, 5), tuple("c", 8, 9), tuple("d", 17, 40),
                        tuple("e", 64, 8), tuple("f", 72, 1), tuple("whole", 80, 0));
        assertThat(struct("bits").member("whole").orElseThrow().offset()).isEqualTo(10);
    }

    @Test
    void nested_and_anonymous_members_stay_where_they_are() {
        StructType nested = struct("nested");
        assertThat(nested.members()).extracting(Member::name, Member::offset).containsExactly(tuple("outer", 0),
                tuple("", 4), tuple("named", 16), tuple("either", 24));
        StructType anonymous = (StructType) btf.resolve(nested.members().get(1).typeId());
        StructType union = (StructType) btf.resolve(anonymous.members().get(1).typeId());
        assertThat(union.union()).isTrue();
        assertThat(union.members()).extracting(Member::name).containsExactly("as_int", "as_float", "as_bytes");
    }

    @Test
    void sizes_and_alignments_are_those_of_the_compiler() {
        assertThat(btf.sizeOf(everything)).isEqualTo(320);
        assertThat(btf.alignOf(struct("nested"))).isEqualTo(8);
        assertThat(struct("squeezed").size()).isEqualTo(11);
        assertThat(btf.alignOf(struct("squeezed"))).isEqualTo(1);
        assertThat(btf.sizeOf(member("grid").typeId())).isEqualTo(48);
        assertThat(btf.sizeOf(member("flexible").typeId())).isZero();
        assertThat(btf.sizeOf(0)).isZero();
    }

    @Test
    void types_are_spelled_as_in_c() {
        assertThat(List.of("count", "comm", "grid", "text", "chain", "lonely", "call", "table", "hidden",
                "hidden_union", "bits", "user_pointer", "flexible")).extracting(
                        name -> btf.typeName(member(name).typeId()))
                .containsExactly("counter_t", "char[16]", "int[3][4]", "const char *",
                        "const volatile int *const *", "int *restrict",
                        "int (*)(struct everything *, const char *, ...)", "void (*[2])(void)",
                        "struct declared *", "union declared_union *", "struct bits", "int *", "char[]");
        assertThat(btf.typeName(0)).isEqualTo("void");
        assertThat(btf.typeName(btf.function("visible").orElseThrow())).isEqualTo("long visible(struct bits *)");
    }

    @Test
    void typedefs_and_qualifiers_are_skipped_together() {
        assertThat(btf.type(member("count").typeId())).isInstanceOf(Typedef.class);
        assertThat(typeOf("count")).isInstanceOfSatisfying(IntType.class,
                type -> assertThat(type.name()).isEqualTo("unsigned int"));
    }

    @Test
    void tags_are_found() {
        assertThat(btf.declTags(everything)).extracting(DeclTag::name, DeclTag::componentIndex)
                .containsExactlyInAnyOrder(tuple("root", -1),
                        tuple("link", everything.members().indexOf(member("next"))));
        assertThat(btf.all(Modifier.class).filter(type -> type.qualifier() == Qualifier.TYPE_TAG)).singleElement()
                .satisfies(type -> assertThat(type.name()).isEqualTo("user"));
    }

    @Test
    void functions_and_forward_declarations_are_told_apart() {
        assertThat(btf.function("helper").orElseThrow().linkage()).isEqualTo(Linkage.STATIC);
        assertThat(btf.function("uses_all").orElseThrow().linkage()).isEqualTo(Linkage.GLOBAL);
        assertThat(btf.find("declared_union", Forward.class).orElseThrow().union()).isTrue();
        assertThat(btf.find("declared", StructType.class)).isEmpty();
        FunctionProto call = (FunctionProto) btf.type(((Pointer) typeOf("call")).typeId());
        assertThat(call.variadic()).isTrue();
        assertThat(call.parameters()).hasSize(2);
    }

    @Test
    void unused_pointers_hint_at_structs() {
        assertThat(btf.hintedStructs()).extracting(StructType::name)
                .containsExactlyInAnyOrder("everything", "bits");
    }

    @Test
    void look_ups_respect_the_class_and_unknown_ids_are_refused() {
        assertThat(btf.find("everything", Typedef.class)).isEmpty();
        assertThat(btf.find("no such thing", BtfType.class)).isEmpty();
        assertThat(btf.find("", StructType.class)).isEmpty();
        assertThat(btf.type(everything.id())).isSameAs(everything);
        btf.trim();
        assertThat(btf.type(everything.id())).isEqualTo(everything);
        assertThatThrownBy(() -> btf.type(btf.typeCount())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> btf.sizeOf(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void old_bit_fields_are_told_by_their_integer_type() {
        BtfBuilder old = new BtfBuilder();
        int three = old.type("unsigned int", BtfBuilder.INT, 0, 0, 4, 2 << 16 | 3);
        old.type("s", BtfBuilder.STRUCT, 1, 0, 4, old.string("m"), three, 8);
        assertThat(((StructType) old.parse().type(2)).members())
                .containsExactly(new Member("m", three, 10, 3));
    }

    @Test
    void split_btf_continues_its_base() {
        BtfBuilder kernel = new BtfBuilder();
        int integer = kernel.integer();
        byte[] base = kernel.build();
        BtfBuilder module = new BtfBuilder(integer + 1, kernel.stringLength());
        module.type("mine", BtfBuilder.STRUCT, 1, 0, 4, 1, integer, 0);
        Btf split = Btf.parse(module.build(), Btf.parse(base));
        StructType mine = split.find("mine", StructType.class).orElseThrow();
        assertThat(mine.members()).containsExactly(new Member("int", integer, 0, 0));
        assertThat(split.find("int", IntType.class)).isPresent();
        assertThat(split.typeCount()).isEqualTo(3);
        assertThat(split.typeName(integer)).isEqualTo("int");
        assertThatThrownBy(() -> Btf.parse(module.build())).isInstanceOf(MalformedBtfException.class);
    }
}
