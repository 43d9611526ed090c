package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;

/**
 * Bytes that a program writes to a place in memory.
 *
 * @param at the store or call
 * @param place where they go
 * @param size in bytes, 0 when it is known at run time only
 * @param exact whether they go right there, rather than there or somewhere behind it
 * @param value what is stored; for helpers what is known of the bytes
 * @param constant the value stored, null unless it is known
 * @param valueAt the instruction that made the value (of a store) or the destination (of a helper)
 * @param register that is stored, -1 for helpers
 * @param argument the helper's argument that is the destination, counted from 0; -1 for stores
 * @param struct the struct that a helper writes, empty unless it writes one
 */
public record Write(CodePoint at, Kind kind, Place place, int size, boolean exact, Facts value, Long constant,
        CodePoint valueAt, int register, int argument, String struct) {

    /** Tells how the bytes are written. */
    public enum Kind {
        /** A machine store. */
        STORE,
        /** A helper that copies bytes. */
        COPY,
        /** A helper that copies bytes of a packet, which are in the order of the network. */
        PACKET,
        /** A helper that writes kernel or user addresses of a call stack. */
        STACK,
        /** A helper that writes a string. */
        TEXT
    }

    /** Returns only the first of its bytes. */
    public Write narrowed(int bytes) {
        return new Write(at, kind, place, bytes, exact, value, constant, valueAt, register, argument, struct);
    }

    /** Returns the write without its first bytes. */
    public Write part(int from) {
        return new Write(at, kind, new Place(place.region(), place.offset() + from), size - from, exact,
                value.shiftedRight(8 * from), constant, valueAt, register, argument, struct);
    }

    /** Returns the same bytes at another place. */
    public Write at(Place other) {
        return new Write(at, kind, other, size, exact, value, constant, valueAt, register, argument, struct);
    }
}
