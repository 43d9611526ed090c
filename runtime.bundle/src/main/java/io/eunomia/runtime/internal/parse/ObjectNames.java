package io.eunomia.runtime.internal.parse;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfMaps;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.MapBlueprint;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfProgram;
import io.eunomia.libbpf.elf.ElfSection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows the names in an object that a descriptor may use. */
final class ObjectNames {
    private static final int SHOWN = 20;

    private final Set<String> programs = new LinkedHashSet<>();
    private final Set<String> maps = new LinkedHashSet<>();
    private final Set<String> globals = new LinkedHashSet<>();
    private final Optional<Btf> btf;

    ObjectNames(ElfObject object) {
        object.programs().stream().map(ElfProgram::name).forEach(programs::add);
        object.globals().stream().map(ElfGlobal::name).forEach(globals::add);
        btf = object.btf();
        btf.map(BtfMaps::of).orElse(List.of()).stream().map(MapBlueprint::name).forEach(maps::add);
        object.dataSections().stream().map(ElfSection::name).forEach(maps::add);
    }

    boolean hasProgram(String name) {
        return programs.contains(name);
    }

    /**
     * Tells whether the object has a map. Maps of global variables are known by every name that compilers and skeletons
     * give them.
     */
    boolean hasMap(String name) {
        return maps.contains(name) || isDataSection(name);
    }

    /** Tells whether a map's value has a list of numbers, or is a number of an array, so that it may be a histogram. */
    boolean hasBuckets(String map) {
        Btf types = btf.orElse(null);
        return types != null && BtfMaps.of(types).stream().filter(one -> one.name().equals(map)).anyMatch(one -> {
            BtfType value = types.resolve(one.valueTypeId());
            boolean array = one.type() == MapType.ARRAY.number() || one.type() == MapType.PERCPU_ARRAY.number();
            return array && value instanceof BtfType.IntType || isNumbers(types, value) || value instanceof StructType struct
                    && struct.members().stream().anyMatch(member -> isNumbers(types, types.resolve(member.typeId())));
        });
    }

    private static boolean isNumbers(Btf types, BtfType type) {
        return type instanceof BtfType.ArrayType array && types.resolve(array.typeId()) instanceof BtfType.IntType;
    }

    boolean hasGlobal(String name) {
        return globals.contains(name);
    }

    boolean hasStruct(String name) {
        return btf.flatMap(types -> types.find(name, StructType.class)).isPresent();
    }

    /** Tells whether a map holds global variables: {@code .rodata}, {@code rodata}, {@code opensnoo.rodata}. */
    static boolean isDataSection(String map) {
        return map.matches("(.*\\.)?(rodata|data|bss|kconfig)(\\..*)?");
    }

    void requireProgram(String name, String pointer) {
        require(hasProgram(name), pointer, "program", name, programs);
    }

    void requireMap(String name, String pointer) {
        require(hasMap(name), pointer, "map", name, maps);
    }

    void requireGlobal(String name, String pointer) {
        require(hasGlobal(name), pointer, "global variable", name, globals);
    }

    void requireStruct(String name, String pointer) {
        if (!hasStruct(name)) {
            Collection<String> known = btf.map(types -> types.structs().stream().map(StructType::name)
                    .filter(struct -> !struct.isEmpty()).toList()).orElse(List.of());
            require(false, pointer, "struct", name, known);
        }
    }

    private static void require(boolean exists, String pointer, String kind, String name, Collection<String> known) {
        if (!exists) {
            String hint = known.isEmpty() ? "it has none at all; compile it with clang -g"
                    : "it has: " + String.join(", ", known.stream().limit(SHOWN).toList())
                            + (known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : "");
            throw BadPackage.at(pointer, "the object has no " + kind + " \"" + name + '"', hint);
        }
    }
}
