package io.eunomia.libbpf.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.core.ExternSymbols;
import io.eunomia.libbpf.internal.core.RelocatedObject;
import io.eunomia.libbpf.internal.core.HelperCalls;
import io.eunomia.libbpf.internal.core.LoadChecks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How an object fits a kernel of which there are only the types: its CO-RE relocations as libbpf resolves them
 * (src/relo_core.c as of libbpf 1.7), and the helpers it calls. Types and symbols that only a module has are not among a
 * kernel's own; symbols that the object declares {@code __ksym} decide what code is reached, {@link DescribedKernel#external}
 * tells whether they are there.
 *
 * @param relocations of the programs that are loaded, in the object's order
 * @param lacks helpers that the kernel does not have, each as a sentence with its place
 * @param unknown what cannot be told from types, each as a sentence
 * @param misfits what the kernel has otherwise than the object declares it
 */
public record ObjectFit(List<CoreRelocation> relocations, List<String> lacks, List<String> unknown, List<Misfit> misfits) {
    public ObjectFit {
        relocations = List.copyOf(relocations);
        lacks = List.copyOf(lacks);
        unknown = List.copyOf(unknown);
        misfits = List.copyOf(misfits);
    }

    /**
     * @param programs names of those that are loaded; what others need does not count
     * @param constants contents of the sections {@code .rodata…} by name, which decide what is reached; those of the object
     *     where one is not given
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
        new HelperCalls(object, kernel, relocated).lacks().forEach(lacks::add);
        return new ObjectFit(relocated.relocations(), lacks, unknown, LoadChecks.misfits(object, kernel));
    }

    /** The part of it that takes no look at the code. @param kernel asked only by objects that have symbols or struct_ops */
    public static List<Misfit> misfits(ElfObject object, Supplier<Btf> kernel) {
        return LoadChecks.needed(object) ? LoadChecks.misfits(object, kernel.get()) : List.of();
    }
}
