package io.eunomia.libbpf.btf;

import static io.eunomia.libbpf.btf.BtfBuilder.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.TestObjects;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads the definitions of {@code src/test/bpf/maps.bpf.c}. */
class BtfMapsTest {
    private final Btf btf = ElfObject.parse(TestObjects.compiled("maps")).btf().orElseThrow();
    private final Map<String, MapBlueprint> maps = BtfMaps.of(btf).stream()
            .collect(Collectors.toMap(MapBlueprint::name, Function.identity()));

    @Test
    void every_map_is_listed() {
        assertThat(maps).containsOnlyKeys("by_key", "ring", "typed_ring", "perf", "huge", "inner_map", "outer",
                "slots");
    }

    @Test
    void key_and_value_types_give_the_sizes() {
        MapBlueprint map = maps.get("by_key");
        assertThat(MapType.of(map.type())).isEqualTo(MapType.HASH);
        assertThat(map.maxEntries()).isEqualTo(1024);
        assertThat(map.flags()).isEqualTo(1);
        assertThat(map.keySize()).isEqualTo(20);
        assertThat(map.valueSize()).isEqualTo(16);
        assertThat(btf.typeName(map.keyTypeId())).isEqualTo("struct key");
        assertThat(btf.typeName(map.valueTypeId())).isEqualTo("value_t");
        assertThat(map.pinned()).isFalse();
    }

    @Test
    void rings_may_tell_the_type_of_their_events() {
        assertThat(maps.get("ring").valueTypeId()).isZero();
        assertThat(maps.get("ring").maxEntries()).isEqualTo(256 * 1024);
        assertThat(btf.type(maps.get("typed_ring").valueTypeId())).isInstanceOfSatisfying(StructType.class,
                type -> assertThat(type.name()).isEqualTo("value"));
    }

    @Test
    void sizes_may_be_written_as_numbers() {
        MapBlueprint map = maps.get("perf");
        assertThat(MapType.of(map.type())).isEqualTo(MapType.PERF_EVENT_ARRAY);
        assertThat(map.keySize()).isEqualTo(4);
        assertThat(map.valueSize()).isEqualTo(4);
        assertThat(map.maxEntries()).isZero();
    }

    @Test
    void large_numbers_and_pinning_are_understood() {
        assertThat(maps.get("huge").maxEntries()).isEqualTo(0x40000000L);
        assertThat(maps.get("huge").pinned()).isTrue();
        assertThat(maps.get("huge").valueSize()).isEqualTo(16);
    }

    @Test
    void maps_of_maps_tell_their_inner_map_and_program_arrays_none() {
        assertThat(maps.get("outer").valueSize()).isEqualTo(4);
        assertThat(maps.get("outer").inner()).hasValueSatisfying(inner -> {
            assertThat(inner.name()).isEqualTo("outer.inner");
            assertThat(inner.maxEntries()).isEqualTo(3);
            assertThat(inner.valueSize()).isEqualTo(16);
        });
        assertThat(maps.get("slots").inner()).isEmpty();
    }

    @Test
    void an_object_without_maps_has_none() {
        assertThat(BtfMaps.of(ElfObject.parse(TestObjects.compiled("globals")).btf().orElseThrow())).isEmpty();
    }

    @Test
    void a_size_that_is_no_size_is_refused() {
        BtfBuilder builder = new BtfBuilder();
        int integer = builder.integer();
        int huge = builder.type("", PTR, builder.type("", ARRAY, 0, 0, 0, integer, integer, -1));
        int one = builder.type("", PTR, builder.type("", ARRAY, 0, 0, 0, integer, integer, 1));
        int struct = builder.type("", STRUCT, 2, 0, 16, builder.string("type"), one, 0, builder.string("key_size"),
                huge, 64);
        builder.type(".maps", DATASEC, 1, 0, 16, builder.type("m", VAR, 0, 0, struct, 1), 0, 16);
        Btf broken = builder.parse();
        assertThatThrownBy(() -> BtfMaps.of(broken)).isInstanceOf(MalformedBtfException.class)
                .hasMessageContaining("a key of 4294967295 bytes");
    }

    private static void refused(String name, String field, int fieldKind, String problem) {
        BtfBuilder builder = new BtfBuilder();
        int integer = builder.integer();
        int array = builder.type("", ARRAY, 0, 0, 0, integer, integer, 1);
        int target = fieldKind == ARRAY ? array : integer;
        int member = fieldKind == INT ? integer : builder.type("", PTR, target);
        int struct = builder.type("", STRUCT, 1, 0, 8, builder.string(field), member, 0);
        int variable = builder.type(name, VAR, 0, 0, struct, 1);
        builder.type(".maps", DATASEC, 1, 0, 8, variable, 0, 8);
        Btf broken = builder.parse();
        assertThatThrownBy(() -> BtfMaps.of(broken)).isInstanceOf(MalformedBtfException.class)
                .hasMessageContaining("map \"" + name).hasMessageContaining(problem);
    }

    /** {@code __ulong(map_extra, …)}: clang makes an enum of 4 bytes of what fits, of 8 what does not. */
    @Test
    void numbers_of_64_bits_may_be_written_as_constants_of_an_enum() {
        for (int kind : new int[] {BtfBuilder.ENUM, BtfBuilder.ENUM64}) {
            BtfBuilder builder = new BtfBuilder();
            int[] value = kind == BtfBuilder.ENUM ? new int[] {builder.string("__unique_value0"), 7}
                    : new int[] {builder.string("__unique_value0"), 0, 0x1000};
            int constant = builder.type("", kind, 1, 0, kind == BtfBuilder.ENUM ? 4 : 8, value);
            assertThat(arena(builder, "map_extra", constant).type()).isEqualTo(33);
            BtfBuilder other = new BtfBuilder();
            int two = other.type("", BtfBuilder.ENUM, 2, 0, 4, other.string("a"), 1, other.string("b"), 2);
            assertThatThrownBy(() -> arena(other, "map_extra", two)).hasMessageContaining(
                    "field \"map_extra\" is not written with __uint() or __ulong()");
        }
        BtfBuilder flags = new BtfBuilder();
        int one = flags.type("", BtfBuilder.ENUM, 1, 0, 4, flags.string("a"), 1);
        assertThatThrownBy(() -> arena(flags, "map_flags", one)).hasMessageContaining(
                "field \"map_flags\" is not written with __uint()");
    }

    private static MapBlueprint arena(BtfBuilder builder, String field, int fieldType) {
        int integer = builder.integer();
        int type = builder.type("", PTR, builder.type("", ARRAY, 0, 0, 0, integer, integer, 33));
        int struct = builder.type("", STRUCT, 2, 0, 16, builder.string("type"), type, 0, builder.string(field),
                fieldType, 64);
        builder.type(".maps", DATASEC, 1, 0, 16, builder.type("a", VAR, 0, 0, struct, 1), 0, 16);
        return BtfMaps.of(builder.parse()).get(0);
    }

    @Test
    void wrong_definitions_name_map_and_field() {
        refused("m", "color", ARRAY, "field \"color\" is not known");
        refused("m", "type", INT, "field \"type\" is not written with __uint()");
        refused("m", "key", INT, "field \"key\" is not written with __type()");
        refused("m", "max_entries", ARRAY, "field \"type\" is missing");
        refused("m", "values", PTR, "field \"values\" is not written with __array()");
        refused("../../etc/passwd", "type", ARRAY, "not a C identifier");
    }
}
