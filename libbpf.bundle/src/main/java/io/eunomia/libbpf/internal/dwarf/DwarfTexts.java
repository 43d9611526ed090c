package io.eunomia.libbpf.internal.dwarf;

import java.util.HashMap;
import java.util.Map;

/** The texts that entries refer to; a text that many share is made once. */
final class DwarfTexts {
    /** The bound on all texts together: entries may refer to any byte of a long text. A program's names are far below it. */
    private static final int MAX_CHARACTERS = 8 << 20;

    private final DebugSections sections;
    private final Map<Long, String> known = new HashMap<>();
    private int characters;

    DwarfTexts(DebugSections sections) {
        this.sections = sections;
    }

    /** Reads a text of {@code .debug_str}. */
    String at(long offset) {
        return known.computeIfAbsent(offset, at -> read(".debug_str", at));
    }

    /** Reads a text of {@code .debug_line_str}. */
    String inLines(long offset) {
        return read(".debug_line_str", offset);
    }

    private String read(String section, long offset) {
        DwarfCursor from = new DwarfCursor(section, sections.bytes(section),
                offset < 0 || offset > Integer.MAX_VALUE ? -1 : (int) offset);
        String text = from.text();
        characters += text.length();
        if (characters > MAX_CHARACTERS) {
            throw from.wrong("names have more than " + MAX_CHARACTERS + " characters");
        }
        return text;
    }
}
