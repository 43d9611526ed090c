package io.eunomia.libbpf.internal.dwarf;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All entries of {@code .debug_info}, in the order of the section. */
public final class EntryTree {
    private static final String INFO = ".debug_info";
    /** The largest number of entries; a program with all of vmlinux.h in its types has some ten thousand. */
    private static final int MAX_ENTRIES = 1 << 17;

    private final List<Entry> entries = new ArrayList<>();

    private EntryTree() {
    }

    /** @throws io.eunomia.libbpf.dwarf.MalformedDwarfException when anything breaks the format */
    public static EntryTree read(DebugSections sections) {
        EntryTree tree = new EntryTree();
        ByteBuffer info = sections.bytes(INFO);
        ByteBuffer abbreviations = sections.bytes(".debug_abbrev");
        Map<Long, Abbreviations> tables = new HashMap<>();
        DwarfTexts texts = new DwarfTexts(sections);
        int at = 0;
        while (at < info.limit()) {
            DwarfCursor from = new DwarfCursor(INFO, info, at);
            UnitHeader unit = UnitHeader.read(from, info.limit());
            if (unit.program()) {
                if (unit.abbreviations() >= abbreviations.limit()) {
                    throw Abbreviations.missing(from);
                }
                Abbreviations table = tables.computeIfAbsent(unit.abbreviations(), start -> Abbreviations.read(
                        new DwarfCursor(".debug_abbrev", abbreviations, start.intValue())));
                DwarfCursor inside = new DwarfCursor(INFO, info, from.at(), unit.end());
                tree.read(inside, new EntryReader(sections, unit, inside, texts), table);
            }
            at = unit.end();
        }
        return tree;
    }

    private void read(DwarfCursor from, EntryReader reader, Abbreviations table) {
        Deque<Entry> open = new ArrayDeque<>();
        boolean first = true;
        while (from.more()) {
            int offset = from.at();
            long code = from.uleb();
            if (code == 0) {
                if (open.pollFirst() == null) {
                    // Compilers may pad a unit with zeroes.
                    return;
                }
                continue;
            }
            if (entries.size() == MAX_ENTRIES) {
                throw from.wrong("there are more than " + MAX_ENTRIES + " entries");
            }
            Abbreviations.Shape shape = table.shape(code, from);
            if (first) {
                reader.tables(shape);
                first = false;
            }
            Entry entry = new Entry(offset, shape.tag());
            reader.attributes(entry, shape);
            entries.add(entry);
            if (!open.isEmpty()) {
                open.peekFirst().children().add(entry);
            }
            if (shape.children()) {
                open.addFirst(entry);
            }
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** The entry that an attribute refers to; null if there is none. */
    Entry referred(Entry from, int attribute) {
        long offset = from.value(attribute, -1);
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            Entry entry = entries.get(middle);
            if (entry.offset() == offset) {
                return entry;
            }
            if (entry.offset() < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
