package io.eunomia.runtime.internal.decode;

import java.util.List;

/**
 * A value and its place in a record; it becomes a field.
 *
 * @param name dotted for members of nested structs
 * @param bitOffset from the record's start
 * @param bitfieldSize width in bits, 0 when it is no bit-field
 * @param typeName C spelling
 * @param typedefs names of the typedefs met on the way to the type, outermost first
 * @param union identifies the union it is a direct or indirect member of, 0 for none
 */
record Slot(String name, int bitOffset, int bitfieldSize, ValueLayout layout, String typeName, List<String> typedefs,
        int union) {

    /** The index of the byte with its first bit. */
    int offset() {
        return bitOffset >>> 3;
    }

    /** The index of the byte after its last bit. */
    int end() {
        return bitfieldSize == 0 ? offset() + layout.size() : bitOffset + bitfieldSize + 7 >>> 3;
    }

    /** The name's last part. */
    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    Slot at(int moreBytes) {
        return new Slot(name, bitOffset + 8 * moreBytes, bitfieldSize, layout, typeName, typedefs, union);
    }

    /** Returns the slot for a value behind a key: its unions are not those of the key before it. */
    Slot inOtherUnion() {
        return new Slot(name, bitOffset, bitfieldSize, layout, typeName, typedefs, -union);
    }

    Slot named(String newName) {
        return new Slot(newName, bitOffset, bitfieldSize, layout, typeName, typedefs, union);
    }

    /**
     * Hashes the components that differ most, because the method that the compiler would make of all of them takes several
     * milliseconds to link.
     */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + bitOffset;
    }
}
