package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Data that the verifier knows when it walks through a program: what the kernel freezes, and what libbpf writes in the place
 * of symbols that others define.
 *
 * @param sections contents by the section's index
 * @param externs values that are known; 0 of one that is absent
 */
record Constants(ElfObject object, Map<Integer, byte[]> sections, Map<String, Long> externs) {

    boolean has(int section) {
        return sections.containsKey(section);
    }

    /** Null when it is not known. */
    Long extern(ElfSymbol symbol) {
        return externs.get(symbol.name());
    }

    /** libbpf keeps an extern's number in frozen data and gives its address: a number that no section has stands for it. */
    int addressOf(ElfSymbol symbol) {
        return object.sections().size() + symbol.index();
    }

    /** Empty when it is not known. @param section one that {@link #has} says is there, or what {@link #addressOf} gave */
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
