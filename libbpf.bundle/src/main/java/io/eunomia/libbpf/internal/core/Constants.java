package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The data that the verifier knows when it walks through a program: sections that the kernel freezes, and the values that
 * libbpf writes in place of external symbols.
 *
 * @param sections contents by the section's index
 * @param externs the known values of external symbols; 0 for an absent one
 */
record Constants(ElfObject object, Map<Integer, byte[]> sections, Map<String, Long> externs) {

    boolean has(int section) {
        return sections.containsKey(section);
    }

    /** The symbol's value; null when it is not known. */
    Long extern(ElfSymbol symbol) {
        return externs.get(symbol.name());
    }

    /** A number beyond all sections that stands for an extern's address: libbpf keeps its value in frozen data and gives that. */
    int addressOf(ElfSymbol symbol) {
        return object.sections().size() + symbol.index();
    }

    /** Empty when the data is not known. @param section one for which {@link #has} is true, or from {@link #addressOf} */
    OptionalLong read(int section, long offset, int bytes) {
        if (section >= object.sections().size()) {
            long value = externs.get(object.symbols().get(section - object.sections().size()).name());
            return offset != 0 ? OptionalLong.empty() : OptionalLong.of(bytes == 8 ? value : value & (1L << 8 * bytes) - 1);
        }
        byte[] content = sections.get(section);
        if (offset < 0 || offset + bytes > content.length) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | content[(int) offset + i] & 0xff;
        }
        return OptionalLong.of(value);
    }
}
