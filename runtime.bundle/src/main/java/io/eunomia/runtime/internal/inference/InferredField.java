package io.eunomia.runtime.internal.inference;

/**
 * A field that a program was seen to write.
 *
 * @param name as in the source; {@code bytes_16} for the bytes at offset 16 that have no name
 * @param offset in the record
 * @param size in bytes, of one element
 * @param count of elements for an array, else 1
 * @param typeId BTF id of the type of what was read into it, 0 when not known
 * @param union fields that share bytes have the same number, others 0
 */
public record InferredField(String name, int offset, int size, int count, Content content, int typeId, int union) {

    /** Tells what the bytes are, as far as the code tells. */
    public enum Content {
        TEXT, BYTES, SIGNED, UNSIGNED,
        /** A number that cannot be so large that a sign would show. */
        SIGNLESS,
        /** A number that may be signed or not. */
        NUMBER,
        /**
         * A number that may be signed or not, and of which only the lower bytes were stored, as of a system call's
         * arguments.
         */
        CUT;

        /** Tells whether a sign may show, and nothing tells whether it has one. */
        public boolean open() {
            return this == NUMBER || this == CUT;
        }

        boolean number() {
            return this != TEXT && this != BYTES;
        }
    }

    static InferredField bytes(int offset, int size, int union) {
        return new InferredField("bytes_" + offset, offset, size, 1, Content.BYTES, 0, union);
    }

    public int end() {
        return offset + size * count;
    }

    /** Tells whether the source names it. */
    public boolean named() {
        String bytes = "bytes_" + offset;
        return !name.equals(bytes) && !name.endsWith('.' + bytes);
    }

    InferredField named(String other) {
        return new InferredField(other, offset, size, count, content, typeId, union);
    }

    InferredField inUnion(int number) {
        return new InferredField(name, offset, size, count, content, typeId, number);
    }

    InferredField resized(int bytes, int elements) {
        return new InferredField(name, offset, bytes, elements, content, typeId, union);
    }
}
