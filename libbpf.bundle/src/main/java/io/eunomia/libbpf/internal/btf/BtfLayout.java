package io.eunomia.libbpf.internal.btf;

import static io.eunomia.libbpf.internal.btf.BtfKind.*;

import io.eunomia.libbpf.btf.MalformedBtfException;

/** Computes sizes, alignments and member positions. Relies on the proofs of {@link BtfChecker} and {@link BtfContainment}. */
public final class BtfLayout {
    /** The size of an x86-64, arm64 or BPF pointer. */
    public static final int POINTER_BYTES = 8;

    private final BtfImage image;
    private final boolean partialInts;

    /**
     * @param partialInts true when some integer type has fewer bits than its storage, as compilers before clang 8
     *        wrote bit-fields
     */
    BtfLayout(BtfImage image, boolean partialInts) {
        this.image = image;
        this.partialInts = partialInts;
    }

    boolean partialInts() {
        return partialInts;
    }

    private static boolean isPartial(BtfImage image, int id) {
        return (image.word(id, 3) & 0xff) != 8 * image.size(id);
    }

    /** The offset of a member in bits; structs with the kind flag store it in 24 bits. */
    long memberBitOffset(int id, int index) {
        int word = image.word(id, 5 + 3 * index);
        if (image.kindFlag(id)) {
            return word & 0xffffff;
        }
        long offset = Integer.toUnsignedLong(word);
        int base = partialInts ? partialInt(id, index) : 0;
        return base == 0 ? offset : offset + (image.word(base, 3) >>> 16 & 0xff);
    }

    /** Width in bits of a bit-field, else 0. Without the kind flag the integer type itself tells its width. */
    int memberBitfieldSize(int id, int index) {
        if (image.kindFlag(id)) {
            return image.word(id, 5 + 3 * index) >>> 24;
        }
        int base = partialInts ? partialInt(id, index) : 0;
        return base == 0 ? 0 : image.word(base, 3) & 0xff;
    }

    private int partialInt(int id, int index) {
        int base = resolve(image.word(id, 4 + 3 * index));
        return image.kind(base) == INT && isPartial(image, base) ? base : 0;
    }

    /** Skips typedefs, qualifiers and type tags. */
    public int resolve(int id) {
        int at = id;
        for (int steps = 0; steps <= BtfContainment.MAX_DEPTH; steps++) {
            switch (image.kind(at)) {
                case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG:
                    at = image.target(at);
                    break;
                default:
                    return at;
            }
        }
        throw new MalformedBtfException(image.describe(id), "typedefs refer to each other in a loop");
    }

    /**
     * @return size in bytes; 0 for {@code void}, functions and structs that are only declared
     * @throws MalformedBtfException for an array whose size is no 48-bit number
     */
    public long size(int id) {
        long count = 1;
        int at = id;
        for (int steps = 0; steps <= BtfContainment.MAX_DEPTH; steps++) {
            at = resolve(at);
            switch (image.kind(at)) {
                case ARRAY:
                    count = times(id, count, Integer.toUnsignedLong(image.word(at, 5)));
                    at = image.word(at, 3);
                    break;
                case VAR:
                    at = image.target(at);
                    break;
                case PTR:
                    return times(id, count, POINTER_BYTES);
                case INT, STRUCT, UNION, ENUM, ENUM64, FLOAT, DATASEC:
                    return times(id, count, image.size(at));
                default:
                    return 0;
            }
        }
        throw new MalformedBtfException(image.describe(id), "arrays refer to each other in a loop");
    }

    private long times(int id, long count, long size) {
        long product = Math.multiplyHigh(count, size) == 0 ? count * size : -1;
        if (product < 0 || product >= 1L << 48) {
            throw new MalformedBtfException(image.describe(id),
                    "an array of " + count + " times " + size + " is too large");
        }
        return product;
    }

    /** @return alignment in bytes in the BPF ABI; 1 for packed structs and for what has no size */
    public int alignment(int id) {
        int at = resolve(id);
        switch (image.kind(at)) {
            case PTR:
                return POINTER_BYTES;
            case INT, ENUM, ENUM64, FLOAT:
                return Math.min(POINTER_BYTES, Integer.highestOneBit(image.size(at)));
            case ARRAY:
                return alignment(image.word(at, 3));
            case VAR:
                return alignment(image.target(at));
            case STRUCT, UNION:
                return structAlignment(at);
            default:
                return 1;
        }
    }

    private int structAlignment(int id) {
        int alignment = 1;
        for (int i = 0, n = image.vlen(id); i < n; i++) {
            int member = alignment(image.word(id, 4 + 3 * i));
            if (memberBitfieldSize(id, i) == 0 && memberBitOffset(id, i) % (8L * member) != 0) {
                return 1;
            }
            alignment = Math.max(alignment, member);
        }
        return image.size(id) % alignment == 0 ? alignment : 1;
    }
}
