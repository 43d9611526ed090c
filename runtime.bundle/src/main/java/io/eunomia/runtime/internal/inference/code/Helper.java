package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Facts.Sign;

/**
 * Describes what a helper function writes and returns. Arguments are counted from 1, as their registers are.
 *
 * @param target the argument that says where it writes, 0 when it writes nothing
 * @param size the argument with the number of bytes; when negative, that number itself
 * @param source the argument with the kernel or user address that is copied, 0 for none
 * @param struct name of the struct that is written, else empty
 * @param written the sign of the number that is written, if it is one
 * @param result what is known of its result
 */
record Helper(int target, int size, int source, Write.Kind kind, String struct, Sign written,
        Facts result) {
    /** The facts of a {@code long} result: 0 or more, or a negative error. */
    static final Facts LONG = Facts.of(Sign.SIGNED, 64);

    static Helper result(Facts result) {
        return new Helper(0, 0, 0, Write.Kind.COPY, "", Sign.UNKNOWN, result);
    }

    static Helper copy(int target, int size, int source) {
        return new Helper(target, size, source, Write.Kind.COPY, "", Sign.UNKNOWN, LONG);
    }

    static Helper packet(int target, int size) {
        return new Helper(target, size, 0, Write.Kind.PACKET, "", Sign.UNKNOWN, LONG);
    }

    static Helper text(int target, int size) {
        return new Helper(target, size, 0, Write.Kind.TEXT, "", Sign.UNKNOWN, LONG);
    }

    static Helper stack(int target, int size) {
        return new Helper(target, size, 0, Write.Kind.STACK, "", Sign.UNKNOWN, LONG);
    }

    /**
     * Describes a helper that writes a number through a pointer.
     *
     * @param size in bytes, of a number that is written through a pointer
     */
    static Helper number(int target, int size, Sign written) {
        return new Helper(target, -size, 0, Write.Kind.COPY, "", written, LONG);
    }

    static Helper struct(int target, int size, String struct) {
        return new Helper(target, size, 0, Write.Kind.COPY, struct, Sign.UNKNOWN, LONG);
    }

    boolean writes() {
        return target > 0;
    }
}
