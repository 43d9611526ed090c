package io.eunomia.libbpf.internal.dwarf;

import io.eunomia.libbpf.dwarf.MalformedDwarfException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A table of {@code .debug_abbrev}: it gives the shape of entries by their code (DWARF 5, section 7.5.3). */
final class Abbreviations {
    /** The largest number of shapes; a compiler writes some dozens. */
    private static final int MAX_SHAPES = 1 << 16;
    private static final int MAX_ATTRIBUTES = 256;

    private final Map<Long, Shape> shapes = new HashMap<>();

    /** @param specs three numbers for each attribute: name, form, and the value that the form implies */
    record Shape(int tag, boolean children, long[] specs) {
    }

    static Abbreviations read(DwarfCursor from) {
        Abbreviations table = new Abbreviations();
        for (long code = from.uleb(); code != 0; code = from.uleb()) {
            if (table.shapes.size() == MAX_SHAPES) {
                throw from.wrong("there are more than " + MAX_SHAPES + " abbreviations");
            }
            int tag = (int) from.uleb();
            boolean children = from.u8() != 0;
            table.shapes.put(code, new Shape(tag, children, specs(from)));
        }
        return table;
    }

    private static long[] specs(DwarfCursor from) {
        long[] specs = new long[24];
        int count = 0;
        while (true) {
            long name = from.uleb();
            long form = from.uleb();
            long implied = form == Forms.IMPLICIT_CONST ? from.sleb() : 0;
            if (name == 0 && form == 0) {
                return Arrays.copyOf(specs, count);
            }
            if (count == 3 * MAX_ATTRIBUTES) {
                throw from.wrong("an entry has more than " + MAX_ATTRIBUTES + " attributes");
            }
            if (count == specs.length) {
                specs = Arrays.copyOf(specs, 2 * count);
            }
            specs[count++] = name;
            specs[count++] = form;
            specs[count++] = implied;
        }
    }

    Shape shape(long code, DwarfCursor where) {
        Shape shape = shapes.get(code);
        if (shape == null) {
            throw where.wrong("abbreviation " + Long.toUnsignedString(code) + " is not in the table");
        }
        return shape;
    }

    /** The exception for a unit without a table. */
    static MalformedDwarfException missing(DwarfCursor where) {
        return where.wrong("the unit's abbreviations are not in .debug_abbrev");
    }
}
