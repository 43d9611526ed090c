package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the symbol table (System V ABI, chapter 4) and checks that each symbol lies inside its section. */
final class SymbolTable {
    static final int ENTRY_BYTES = 24;
    /** The most symbols: libbpf compares every variable with every symbol; DWARF and 4,000 programs need a tenth of this. */
    private static final int MAX_SYMBOLS = 1 << 16;
    private static final int SHN_LORESERVE = 0xff00;
    private static final int SHN_ABS = 0xfff1;
    private static final int SHN_COMMON = 0xfff2;
    /** STV_INTERNAL and STV_HIDDEN of {@code st_other}. */
    private static final int HIDDEN_FIRST = 1;
    private static final int HIDDEN_LAST = 2;

    private final List<ElfSection> sections;
    private final ElfSection table;
    private final StringTable names;

    private SymbolTable(List<ElfSection> sections, ElfSection table) {
        this.sections = sections;
        this.table = table;
        int strings = table.link();
        if (strings <= 0 || strings >= sections.size() || sections.get(strings).type() != ElfSection.STRTAB) {
            throw wrong("its sh_link " + strings + " is no string table");
        }
        this.names = new StringTable(sections.get(strings).content(), sections.get(strings).toString());
    }

    /** Finds the object's only symbol table. */
    static ElfSection find(List<ElfSection> sections) {
        List<ElfSection> tables = sections.stream().filter(each -> each.type() == ElfSection.SYMTAB).toList();
        if (tables.isEmpty()) {
            throw new MalformedObjectException("", "it has no symbol table, so its programs cannot be found; strip "
                    + "debug sections only (llvm-strip -g)");
        }
        if (tables.size() > 1) {
            throw new MalformedObjectException(tables.get(1).toString(), "it is a second symbol table");
        }
        return tables.get(0);
    }

    /** The symbols of {@code table} by index. */
    static List<ElfSymbol> read(List<ElfSection> sections, ElfSection table) {
        return List.copyOf(new SymbolTable(sections, table).symbols());
    }

    private List<ElfSymbol> symbols() {
        int count = table.size() / ENTRY_BYTES;
        if (table.entrySize() != ENTRY_BYTES || table.size() % ENTRY_BYTES != 0 || table.offset() % 8 != 0) {
            throw wrong(table.size() + " bytes at offset " + table.offset() + " with entries of "
                    + table.entrySize() + " are no array of " + ENTRY_BYTES + "-byte symbols");
        }
        if (count == 0 || count > MAX_SYMBOLS) {
            throw wrong(count + " symbols are not between 1 and " + MAX_SYMBOLS + "; strip debug sections "
                    + "(llvm-strip -g)");
        }
        if (table.info() < 0 || table.info() > count) {
            throw wrong("its sh_info " + Integer.toUnsignedString(table.info())
                    + " is not the number of its local symbols");
        }
        List<ElfSymbol> symbols = new ArrayList<>(count);
        ByteBuffer content = table.content();
        for (int index = 0; index < count; index++) {
            symbols.add(symbol(content, index));
        }
        return symbols;
    }

    private ElfSymbol symbol(ByteBuffer content, int index) {
        int at = index * ENTRY_BYTES;
        int info = content.get(at + 4);
        int section = content.getShort(at + 6) & 0xffff;
        long value = content.getLong(at + 8);
        long size = content.getLong(at + 16);
        String name = names.at(content.getInt(at), "symbol", index);
        if (section >= sections.size() && section != SHN_ABS && section != SHN_COMMON) {
            throw wrong(index, name, "it lies in section " + section + ", but there are " + sections.size());
        }
        if (section > 0 && section < SHN_LORESERVE) {
            int room = sections.get(section).size();
            if (value < 0 || size < 0 || value > room || size > room - value) {
                throw wrong(index, name, "offset " + Long.toUnsignedString(value) + " and size "
                        + Long.toUnsignedString(size) + " reach beyond the " + room + " bytes of "
                        + sections.get(section));
            }
        }
        int visibility = content.get(at + 5) & 3;
        return new ElfSymbol(index, name, kind(info & 0xf), binding(info >>> 4 & 0xf),
                visibility >= HIDDEN_FIRST && visibility <= HIDDEN_LAST, section, value, size);
    }

    private static ElfSymbol.Kind kind(int number) {
        ElfSymbol.Kind[] kinds = ElfSymbol.Kind.values();
        return number < kinds.length ? kinds[number] : ElfSymbol.Kind.OTHER;
    }

    private static ElfSymbol.Binding binding(int number) {
        ElfSymbol.Binding[] bindings = ElfSymbol.Binding.values();
        return number < bindings.length ? bindings[number] : ElfSymbol.Binding.OTHER;
    }

    private MalformedObjectException wrong(String problem) {
        return new MalformedObjectException(table.toString(), problem);
    }

    private static MalformedObjectException wrong(int index, String name, String problem) {
        return new MalformedObjectException(("symbol [" + index + "] " + name).stripTrailing(),
                problem + "; compile the object again");
    }
}
