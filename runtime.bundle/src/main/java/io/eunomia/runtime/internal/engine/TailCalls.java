package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the programs that an object puts into its program arrays when it is loaded
 * ({@code .values = {[0] = (void *)&next}}), for others to call. Libbpf refuses the object when one of them is not loaded
 * ({@code init_prog_array_slots}).
 */
final class TailCalls {
    private static final String MAPS = ".maps";

    private TailCalls() {
    }

    /** Returns the map that holds each such program, by the program's name. */
    static Map<String, String> of(BpfObjectFile file) {
        ElfObject elf = file.elf();
        Map<String, String> found = new HashMap<>();
        Optional<ElfSection> maps = elf.section(MAPS);
        for (ElfRelocation relocation : elf.relocations()) {
            ElfSymbol target = elf.symbols().get(relocation.symbol());
            if (maps.isPresent() && relocation.section() == maps.get().index() && target.kind() == ElfSymbol.Kind.FUNCTION) {
                elf.symbols().stream().filter(symbol -> symbol.section() == maps.get().index()
                        && symbol.kind() == ElfSymbol.Kind.OBJECT && symbol.value() <= relocation.offset()
                        && relocation.offset() < symbol.value() + symbol.size()).findFirst()
                        .ifPresent(map -> found.putIfAbsent(target.name(), map.name()));
            }
        }
        return found;
    }

    /** Returns the names of the programs that use a map. */
    static Set<String> callers(BpfObjectFile file, String map) {
        ElfObject elf = file.elf();
        Set<String> found = new HashSet<>();
        for (ElfRelocation relocation : elf.relocations()) {
            if (elf.symbols().get(relocation.symbol()).name().equals(map)) {
                elf.symbols().stream().filter(symbol -> symbol.section() == relocation.section()
                        && symbol.kind() == ElfSymbol.Kind.FUNCTION && symbol.value() <= relocation.offset()
                        && relocation.offset() < symbol.value() + symbol.size()).map(ElfSymbol::name).forEach(found::add);
            }
        }
        found.retainAll(file.programs().stream().map(ProgramFile::name).toList());
        return found;
    }
}
