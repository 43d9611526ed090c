package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads relocation sections (System V ABI, chapter 4): each entry writes a symbol's address to a place of a section. */
final class RelocationTables {
    private static final int ENTRY_BYTES = 16;
    private static final int INSTRUCTION_BYTES = 8;
    /** The most relocations of an object; the largest tools have some thousands. */
    private static final int MAX_RELOCATIONS = 1 << 17;

    private final List<ElfSection> sections;
    private final ElfSection symbols;
    private final List<ElfRelocation> found = new ArrayList<>();

    private RelocationTables(List<ElfSection> sections, ElfSection symbols) {
        this.sections = sections;
        this.symbols = symbols;
    }

    /** The relocations that libbpf looks at, in the order of the file; those of DWARF and BTF are left out. */
    static List<ElfRelocation> read(List<ElfSection> sections, ElfSection symbols) {
        RelocationTables tables = new RelocationTables(sections, symbols);
        for (ElfSection section : sections) {
            if (section.type() == ElfSection.REL || section.type() == ElfSection.RELA) {
                tables.check(section);
            }
        }
        return List.copyOf(tables.found);
    }

    private void check(ElfSection table) {
        if (table.info() <= 0 || table.info() >= sections.size()) {
            throw wrong(table, "its sh_info " + Integer.toUnsignedString(table.info())
                    + " is not the section it changes; there are " + sections.size());
        }
        ElfSection target = sections.get(table.info());
        if (table.debug() && target.debug() || table.name().equals(".rel.BTF")
                || table.name().equals(".rel.BTF.ext")) {
            return;
        }
        if (table.type() == ElfSection.RELA) {
            throw wrong(table, "relocations with addends (SHT_RELA) are not made for BPF; compile with clang "
                    + "-target bpf");
        }
        if (table.entrySize() != ENTRY_BYTES || table.size() % ENTRY_BYTES != 0 || table.offset() % 8 != 0) {
            throw wrong(table, table.size() + " bytes at offset " + table.offset() + " with entries of "
                    + table.entrySize() + " are no array of " + ENTRY_BYTES + "-byte relocations");
        }
        if (table.link() != symbols.index()) {
            throw wrong(table, "its sh_link " + Integer.toUnsignedString(table.link())
                    + " is not the symbol table");
        }
        if (found.size() + table.size() / ENTRY_BYTES > MAX_RELOCATIONS) {
            throw wrong(table, "there are more than " + MAX_RELOCATIONS + " relocations; split the object into "
                    + "smaller ones");
        }
        ByteBuffer content = table.content();
        for (int at = 0; at < table.size(); at += ENTRY_BYTES) {
            found.add(relocation(table, target, content, at));
        }
    }

    private ElfRelocation relocation(ElfSection table, ElfSection target, ByteBuffer content, int at) {
        long offset = content.getLong(at);
        int type = content.getInt(at + 8);
        int symbol = content.getInt(at + 12);
        int width = target.executable() ? INSTRUCTION_BYTES : 1;
        if (offset < 0 || offset % width != 0 || offset > target.size() - (long) width) {
            throw wrong(table, "relocation " + at / ENTRY_BYTES + " at offset " + Long.toUnsignedString(offset)
                    + " is no place in the " + target.size() + " bytes of " + target);
        }
        if (symbol < 0 || symbol >= symbols.size() / SymbolTable.ENTRY_BYTES) {
            throw wrong(table, "relocation " + at / ENTRY_BYTES + " refers to symbol "
                    + Integer.toUnsignedString(symbol) + ", but there are "
                    + symbols.size() / SymbolTable.ENTRY_BYTES);
        }
        return new ElfRelocation(target.index(), offset, type, symbol);
    }

    private static MalformedObjectException wrong(ElfSection table, String problem) {
        return new MalformedObjectException(table.toString(), problem);
    }
}
