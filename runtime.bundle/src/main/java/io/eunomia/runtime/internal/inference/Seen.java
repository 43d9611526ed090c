package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Write;

/**
 * A write to a record, with the name that the source gives the bytes.
 *
 * @param name of the member, dotted for members of members; empty when the source does not tell
 * @param offset in the record
 * @param size in bytes; 0 when it is known at run time only
 * @param index of an array's element, see {@code AccessPath}
 * @param shape what the destination looks like in the source
 * @param facts what is known of the bytes
 * @param struct the struct that was written, else empty
 */
record Seen(String name, int offset, int size, int index, Shape shape, Write.Kind kind, Facts facts, String struct) {

    /** Tells how certain it is that the size is that of the member, and of what kind the member is. */
    enum Shape {
        /** A value of just this size. */
        SCALAR,
        /** A value of at most this size: compilers store neighbouring constants at once. */
        AT_MOST,
        /** Bytes that were copied to the address of the member. */
        BYTES,
        /** Bytes that were copied to an element of an array, which is an array itself. */
        ROW,
        /** Bytes that were copied to an array. */
        ARRAY,
        /** Bytes that were copied to the start of an array. */
        BEGINNING,
        /** A struct that was assigned as a whole. */
        STRUCT,
        /** Zeroes, or a write for which no member is known. */
        NOTHING
    }

    Seen ofSize(int bytes) {
        return new Seen(name, offset, bytes, index, shape, kind, facts, struct);
    }

    Seen textual() {
        return new Seen(name, offset, size, index, shape, kind, facts.textual(), struct);
    }

    int end() {
        return offset + size;
    }

    boolean named() {
        return !name.isEmpty();
    }
}
