package io.eunomia.libbpf.internal.dwarf;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads the entries of one unit, attribute by attribute as their abbreviations tell. */
final class EntryReader {
    private static final String INFO = ".debug_info";

    private final DebugSections sections;
    private final UnitHeader unit;
    private final DwarfCursor from;
    private final DwarfTexts texts;
    private final int[] names = new int[24];
    private final long[] values = new long[24];
    private long stringBase;
    private long addressBase;

    EntryReader(DebugSections sections, UnitHeader unit, DwarfCursor from, DwarfTexts texts) {
        this.sections = sections;
        this.unit = unit;
        this.from = from;
        this.texts = texts;
        // For a unit that does not tell where its tables start they follow one header.
        this.stringBase = 8;
        this.addressBase = 8;
    }

    /** Looks ahead in the unit's own entry for the start of its tables, because attributes before it may need them. */
    void tables(Abbreviations.Shape shape) {
        int start = from.at();
        DwarfCursor ahead = new DwarfCursor(INFO, sections.bytes(INFO), start, unit.end());
        EntryReader reader = new EntryReader(sections, unit, ahead, texts);
        long[] specs = shape.specs();
        for (int i = 0; i < specs.length; i += 3) {
            long value = reader.number(specs[i + 1], specs[i + 2]);
            if (specs[i] == Attribute.STR_OFFSETS_BASE) {
                stringBase = value;
            } else if (specs[i] == Attribute.ADDR_BASE) {
                addressBase = value;
            }
        }
    }

    void attributes(Entry entry, Abbreviations.Shape shape) {
        long[] specs = shape.specs();
        int count = 0;
        for (int i = 0; i < specs.length; i += 3) {
            int name = (int) specs[i];
            long form = specs[i + 1];
            int place = from.at();
            if (name == Attribute.NAME) {
                entry.name(text(form));
                continue;
            }
            long value = number(form, specs[i + 2]);
            if (!Attribute.read(specs[i]) || count == names.length) {
                continue;
            }
            if (name == Attribute.LOW_PC) {
                value = address(entry, form, place, value);
            }
            names[count] = name;
            values[count++] = value;
        }
        if (count > 0) {
            entry.set(Arrays.copyOf(names, count), Arrays.copyOf(values, count));
        }
    }

    private long address(Entry entry, long form, int place, long value) {
        if (form == Forms.ADDR) {
            entry.codeSection(sections.target(INFO, place));
            return value;
        }
        String table = ".debug_addr";
        long at = addressBase + 8 * value;
        ByteBuffer bytes = sections.bytes(table);
        if (value < 0 || value > bytes.limit() || at < 0 || at + 8 > bytes.limit()) {
            throw from.wrong("address " + value + " is not in " + table);
        }
        entry.codeSection(sections.target(table, (int) at));
        return bytes.getLong((int) at);
    }

    private String text(long form) {
        if (form == Forms.STRING) {
            return from.text();
        }
        long value = number(form, 0);
        if (form == Forms.LINE_STRP) {
            return texts.inLines(value);
        }
        return texts.at(form == Forms.STRP ? value : stringOffset(value));
    }

    private long stringOffset(long index) {
        ByteBuffer table = sections.bytes(".debug_str_offsets");
        long at = stringBase + 4 * index;
        if (index < 0 || index > table.limit() || at < 0 || at + 4 > table.limit()) {
            throw from.wrong("string " + index + " is not in .debug_str_offsets");
        }
        return table.getInt((int) at) & 0xffffffffL;
    }

    /** Reads a number, an index, or the offset of an entry in {@code .debug_info}; 0 for any other form. */
    private long number(long form, long implied) {
        if (form < 0 || form > Forms.ADDRX4) {
            throw from.wrong("form 0x" + Long.toHexString(form) + " is not known here");
        }
        switch ((int) form) {
            case Forms.DATA1, Forms.FLAG, Forms.STRX1, Forms.ADDRX1 -> {
                return from.u8();
            }
            case Forms.DATA2, Forms.STRX2, Forms.ADDRX2 -> {
                return from.u16();
            }
            case Forms.STRX3, Forms.ADDRX3 -> {
                return from.u24();
            }
            case Forms.DATA4, Forms.STRP, Forms.SEC_OFFSET, Forms.LINE_STRP, Forms.STRX4, Forms.ADDRX4,
                    Forms.REF_ADDR, Forms.REF_SUP4, Forms.STRP_SUP -> {
                return from.u32();
            }
            case Forms.ADDR, Forms.DATA8, Forms.REF_SIG8, Forms.REF_SUP8 -> {
                return from.u64();
            }
            case Forms.SDATA -> {
                return from.sleb();
            }
            case Forms.UDATA, Forms.STRX, Forms.ADDRX, Forms.LOCLISTX, Forms.RNGLISTX -> {
                return from.uleb();
            }
            case Forms.FLAG_PRESENT -> {
                return 1;
            }
            case Forms.IMPLICIT_CONST -> {
                return implied;
            }
            default -> {
                return reference((int) form);
            }
        }
    }

    private long reference(int form) {
        return switch (form) {
            case Forms.REF1 -> unit.start() + from.u8();
            case Forms.REF2 -> unit.start() + from.u16();
            case Forms.REF4 -> unit.start() + from.u32();
            case Forms.REF8 -> unit.start() + from.u64();
            case Forms.REF_UDATA -> unit.start() + from.uleb();
            default -> block(form);
        };
    }

    private long block(int form) {
        switch (form) {
            case Forms.BLOCK1 -> from.skip(from.u8());
            case Forms.BLOCK2 -> from.skip(from.u16());
            case Forms.BLOCK4 -> from.skip(from.u32());
            case Forms.BLOCK, Forms.EXPRLOC -> from.skip(from.uleb());
            case Forms.DATA16 -> from.skip(16);
            case Forms.STRING -> from.text();
            case Forms.INDIRECT -> {
                long real = from.uleb();
                if (real == Forms.INDIRECT || real == Forms.IMPLICIT_CONST) {
                    throw from.wrong("a form leads to form " + real);
                }
                return number(real, 0);
            }
            default -> throw from.wrong("form 0x" + Integer.toHexString(form) + " is not known here");
        }
        return 0;
    }
}
