package io.eunomia.libbpf.internal.dwarf;

import java.util.ArrayList;
import java.util.List;

/** A debugging information entry with those of its attributes that we read. Not changed once the tree is read. */
final class Entry {
    private static final int[] NO_NAMES = {};
    private static final long[] NO_VALUES = {};

    private final int offset;
    private final int tag;
    private final List<Entry> children = new ArrayList<>(0);
    private String name = "";
    private int[] names = NO_NAMES;
    private long[] values = NO_VALUES;
    private int codeSection;

    /** @param offset in {@code .debug_info} */
    Entry(int offset, int tag) {
        this.offset = offset;
        this.tag = tag;
    }

    int offset() {
        return offset;
    }

    int tag() {
        return tag;
    }

    String name() {
        return name;
    }

    List<Entry> children() {
        return children;
    }

    /** The index of the section that {@link Attribute#LOW_PC} lies in, 0 if it has none. */
    int codeSection() {
        return codeSection;
    }

    void name(String text) {
        name = text;
    }

    void codeSection(int section) {
        codeSection = section;
    }

    void set(int[] attributeNames, long[] attributeValues) {
        names = attributeNames;
        values = attributeValues;
    }

    boolean has(int attribute) {
        return index(attribute) >= 0;
    }

    /** An attribute as a number or as the offset of another entry; {@code otherwise} if the entry does not have it. */
    long value(int attribute, long otherwise) {
        int index = index(attribute);
        return index < 0 ? otherwise : values[index];
    }

    private int index(int attribute) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == attribute) {
                return i;
            }
        }
        return -1;
    }
}
