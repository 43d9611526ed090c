package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.MalformedObjectException;

/**
 * Bounds the searching that an object makes libbpf do, which looks through lists for nearly everything. The bounds allow some
 * seconds of work, a hundred times what the largest tools need.
 */
final class LoaderWork {
    private static final long MAX_COMPARISONS = 1L << 28;
    /** The most steps over records of {@code .BTF.ext}; libbpf steps over them for each program and each function it calls. */
    private static final long MAX_RECORD_STEPS = 1L << 32;
    /** The most types that relocations start from: for each one libbpf compares the names of all the kernel's types. */
    private static final int MAX_RELOCATED_TYPES = 2048;
    /** The most external symbols: libbpf compares each one with every symbol of the kernel. */
    private static final int MAX_EXTERNALS = 1024;

    private final ObjectParser object;
    private final ExtendedTypes.Amount extended;

    LoaderWork(ObjectParser object, ExtendedTypes.Amount extended) {
        this.object = object;
        this.extended = extended;
    }

    void check(Btf btf) {
        long externals = object.symbols().stream().filter(ElfSymbol::external).count();
        if (externals > MAX_EXTERNALS) {
            throw tooMuch(externals + " extern symbols are more than " + MAX_EXTERNALS);
        }
        if (extended.relocatedTypes() > MAX_RELOCATED_TYPES) {
            throw tooMuch(extended.relocatedTypes() + " types with CO-RE relocations are more than "
                    + MAX_RELOCATED_TYPES);
        }
        if (comparisons(btf, externals) > MAX_COMPARISONS) {
            throw tooMuch("its symbols, variables, relocations and types are more than can be matched with each "
                    + "other in reasonable time");
        }
        long functions = object.programs().size() * (1L + subprograms());
        if (functions * extended.records() > MAX_RECORD_STEPS) {
            throw tooMuch(extended.records() + " records of .BTF.ext for " + functions
                    + " functions are more than can be read in reasonable time");
        }
    }

    private long comparisons(Btf btf, long externals) {
        long hidden = object.symbols().stream()
                .filter(symbol -> symbol.kind() == ElfSymbol.Kind.FUNCTION && symbol.hidden()).count();
        long variables = btf.dataSections().stream().mapToLong(section -> section.entries().size()).sum();
        long maps = btf.dataSection(".maps").map(section -> section.entries().size()).orElse(0)
                + object.sections().stream().filter(ElfSection::data).count();
        long symbols = object.symbols().size();
        return variables * symbols + (externals + hidden) * (btf.typeCount() + variables)
                + object.relocations().size() * (maps + externals)
                + (long) extended.blocks() * object.sections().size();
    }

    private long subprograms() {
        return object.symbols().stream().filter(symbol -> symbol.kind() == ElfSymbol.Kind.FUNCTION
                && symbol.defined() && object.sections().get(symbol.section()).name().equals(".text")).count();
    }

    private static MalformedObjectException tooMuch(String problem) {
        return new MalformedObjectException("", problem + "; split the object into smaller ones");
    }
}
