package io.eunomia.libbpf.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.core.RelocatedObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves an object's CO-RE relocations as libbpf does (src/relo_core.c as of libbpf 1.7), against the types of any kernel.
 * Types that only a module has are not among them.
 */
public final class CoreRelocations {
    private CoreRelocations() {
    }

    /**
     * What decides which instructions are reached.
     *
     * @param programs names of those that are loaded; the relocations of others do not count
     * @param constants contents of the sections {@code .rodata…} by name; those of the object where one is not given
     * @param externs values of symbols that others define, as far as they are known: 0 for one that is absent, the number of
     *     a {@code .kconfig} variable
     */
    public record Conditions(Set<String> programs, Map<String, byte[]> constants, Map<String, Long> externs) {
        public Conditions {
            programs = Set.copyOf(programs);
            constants = Map.copyOf(constants);
            externs = Map.copyOf(externs);
        }
    }

    /** In the object's order; none if it has no such relocations or no types. */
    public static List<CoreRelocation> resolve(ElfObject object, Btf kernel, Conditions conditions) {
        return new RelocatedObject(object, kernel, conditions).relocations();
    }
}
