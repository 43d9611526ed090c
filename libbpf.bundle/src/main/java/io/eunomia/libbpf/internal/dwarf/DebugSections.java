package io.eunomia.libbpf.internal.dwarf;

import io.eunomia.libbpf.dwarf.MalformedDwarfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code .debug_*} sections of an object with their relocations applied: a compiler leaves offsets into other
 * sections to the linker, which BPF objects never see (Documentation/bpf/llvm_reloc.rst).
 */
public final class DebugSections {
    private static final int R_BPF_64_ABS64 = 2;
    private static final int R_BPF_64_ABS32 = 3;
    private static final int R_BPF_64_NODYLD32 = 4;
    private static final int ENTRY_BYTES = 16;

    private final ElfObject elf;
    private final Map<String, Relocated> sections = new HashMap<>();

    /** @param targets the index of the section that an address points into, by the place of the address */
    private record Relocated(ByteBuffer bytes, Map<Integer, Integer> targets) {
        static final Relocated NONE = new Relocated(ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN), Map.of());
    }

    private DebugSections(ElfObject elf) {
        this.elf = elf;
    }

    /** @return empty when there is no readable {@code .debug_info} */
    public static Optional<DebugSections> of(ElfObject elf) {
        boolean there = elf.section(".debug_info").filter(one -> one.size() > 0 && !one.compressed()).isPresent();
        return there ? Optional.of(new DebugSections(elf)) : Optional.empty();
    }

    /** The bytes of a section; empty if there is no such section. */
    ByteBuffer bytes(String name) {
        return relocated(name).bytes();
    }

    /** The section that the address at this place of a section points into; 0 if it points into none. */
    int target(String name, int place) {
        return relocated(name).targets().getOrDefault(place, 0);
    }

    private Relocated relocated(String name) {
        return sections.computeIfAbsent(name, wanted -> elf.section(wanted).filter(one -> !one.compressed())
                .map(this::relocate).orElse(Relocated.NONE));
    }

    private Relocated relocate(ElfSection section) {
        ByteBuffer bytes = ByteBuffer.wrap(section.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Integer> targets = new HashMap<>();
        for (ElfSection table : elf.sections()) {
            if (table.type() == ElfSection.REL && table.info() == section.index() && !table.compressed()) {
                ByteBuffer entries = table.content();
                for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
                    apply(table, entries, at, bytes, targets);
                }
            }
        }
        return new Relocated(bytes, targets);
    }

    private void apply(ElfSection table, ByteBuffer entries, int at, ByteBuffer bytes, Map<Integer, Integer> targets) {
        long place = entries.getLong(at);
        int type = entries.getInt(at + 8);
        int index = entries.getInt(at + 12);
        int width = type == R_BPF_64_ABS64 ? 8 : 4;
        if (index < 0 || index >= elf.symbols().size() || place < 0 || place > bytes.limit() - (long) width) {
            throw new MalformedDwarfException(table.toString(), "relocation " + at / ENTRY_BYTES
                    + " is of no symbol or no place");
        }
        ElfSymbol symbol = elf.symbols().get(index);
        int where = (int) place;
        if (type == R_BPF_64_ABS64) {
            bytes.putLong(where, bytes.getLong(where) + symbol.value());
        } else if (type == R_BPF_64_ABS32 || type == R_BPF_64_NODYLD32) {
            bytes.putInt(where, bytes.getInt(where) + (int) symbol.value());
        }
        targets.put(where, symbol.section());
    }
}
