package io.eunomia.libbpf.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.core.ExternSymbols;
import io.eunomia.libbpf.internal.core.LoadChecks;
import io.eunomia.libbpf.internal.core.MissingHelpers;
import io.eunomia.libbpf.internal.core.RelocatedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells how an object fits a kernel that is known only by its types: resolves its CO-RE relocations as libbpf does
 * (src/relo_core.c as of libbpf 1.7) and checks the helpers it calls. Types and symbols of modules are not among a kernel's
 * own. Symbols that the object declares {@code __ksym} count here only for which code is reached;
 * {@link DescribedKernel#external} tells whether they exist.
 *
 * @param relocations of the programs that are loaded, in the object's order
 * @param lacks helpers that the kernel does not have, each as a sentence with its place
 * @param unknown questions that types cannot answer, each as a sentence
 * @param misfits declarations in which the kernel and the object differ
 */
public record ObjectFit(List<CoreRelocation> relocations, List<String> lacks, List<String> unknown, List<Misfit> misfits) {
    public ObjectFit {
        relocations = List.copyOf(relocations);
        lacks = List.copyOf(lacks);
        unknown = List.copyOf(unknown);
        misfits = List.copyOf(misfits);
    }

    /**
     * The conditions under which the object would be loaded.
     *
     * @param programs names of the programs that are loaded; the needs of others do not count
     * @param constants contents of the sections {@code .rodata…} by name, which decide what code is reached; a section that is
     *     not given has the object's own contents
     */
    public record Conditions(Set<String> programs, Map<String, byte[]> constants) {
        public Conditions {
            programs = Set.copyOf(programs);
            constants = Map.copyOf(constants);
        }
    }

    public static ObjectFit of(ElfObject object, Btf kernel, Conditions conditions) {
        List<String> lacks = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Map<String, Long> symbols = new HashMap<>(ExternSymbols.of(object, kernel, unknown));
        RelocatedObject relocated = new RelocatedObject(object, kernel, conditions, symbols);
        new MissingHelpers(object, kernel, relocated).lacks().forEach(lacks::add);
        return new ObjectFit(relocated.relocations(), lacks, unknown, LoadChecks.misfits(object, kernel));
    }

    /** Finds the misfits only, without a look at the code. @param kernel asked only for objects with symbols or struct_ops */
    public static List<Misfit> misfits(ElfObject object, Supplier<Btf> kernel) {
        return LoadChecks.needed(object) ? LoadChecks.misfits(object, kernel.get()) : List.of();
    }
}
