package io.eunomia.runtime.internal.decode;

import java.util.List;

/**
 * A record's layout.
 *
 * @param name of the struct; empty when it has none
 * @param size in bytes, without a flexible array at its end
 * @param slots its values in the order of their offsets as declared
 * @param ends offsets at which a shorter record may end: the ends of the outermost members
 * @param openFrom a longer record may end anywhere from here on: the start of a char array at the end; the size
 *     when there is none
 */
record StructLayout(String name, int size, List<Slot> slots, int[] ends, int openFrom) {

    boolean has(String field) {
        return slots.stream().anyMatch(slot -> slot.name().equals(field));
    }

    StructLayout named(String newName) {
        return new StructLayout(newName, size, slots, ends, openFrom);
    }

    /** Tells whether a record of this length can be decoded; see {@link CompiledSchema#decodable}. */
    boolean decodable(int length) {
        if (length >= openFrom) {
            return length > 0;
        }
        for (int end : ends) {
            if (end == length) {
                return true;
            }
        }
        return false;
    }
}
