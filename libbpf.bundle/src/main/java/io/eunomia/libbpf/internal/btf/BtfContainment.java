package io.eunomia.libbpf.internal.btf;

import static io.eunomia.libbpf.internal.btf.BtfKind.*;

import io.eunomia.libbpf.btf.MalformedBtfException;

/**
 * Proves that no type contains itself, that containment is not deeper than {@link #MAX_DEPTH} and does not multiply into
 * more than {@link #MAX_FIELDS} fields, and that every member lies inside its struct. Pointers and functions contain nothing.
 */
final class BtfContainment {
    /** The deepest containment: the kernel allows 32 (MAX_RESOLVE_DEPTH, kernel/bpf/btf.c); libbpf recurses without a limit. */
    static final int MAX_DEPTH = 64;
    /** The most fields, far more than the kernel's largest struct has; without a bound 40 types can describe 2^40 fields. */
    static final int MAX_FIELDS = 1 << 20;

    private static final byte OPEN = -1;

    private final BtfImage image;
    private final BtfLayout layout;
    /** By type id: containment levels including the type itself; 0 not seen yet, {@link #OPEN} being visited. */
    private final byte[] depths;
    /** By type id: the number of fields that it expands to. */
    private final int[] fields;
    /** By type id: size in bytes, at most {@link Integer#MAX_VALUE}. */
    private final int[] sizes;

    private BtfContainment(BtfImage image, BtfLayout layout) {
        this.image = image;
        this.layout = layout;
        int count = image.typeCount();
        this.depths = new byte[count];
        this.fields = new int[count];
        this.sizes = new int[count];
    }

    /** @throws MalformedBtfException for the first type of the image itself that breaks a rule */
    static void check(BtfImage image, BtfLayout layout) {
        BtfContainment containment = new BtfContainment(image, layout);
        for (int id = image.firstId(); id < containment.depths.length; id++) {
            if (containment.depths[id] == 0) {
                containment.visit(id, 1);
            }
        }
    }

    private void visit(int id, int level) {
        if (depths[id] == OPEN) {
            throw wrong(id, "it contains itself: types refer to each other in a loop");
        }
        if (level > MAX_DEPTH) {
            throw tooDeep(id);
        }
        depths[id] = OPEN;
        switch (image.kind(id)) {
            case ARRAY -> {
                enter(id, image.word(id, 3), level);
                sizes[id] = saturated((long) sizes[image.word(id, 3)] * Integer.toUnsignedLong(image.word(id, 5)));
            }
            case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG, VAR -> {
                enter(id, image.target(id), level);
                sizes[id] = sizes[image.target(id)];
            }
            case STRUCT, UNION -> visitMembers(id, level);
            case INT, ENUM, ENUM64, FLOAT -> leaf(id, image.size(id));
            case PTR -> leaf(id, BtfLayout.POINTER_BYTES);
            default -> leaf(id, 0);
        }
    }

    private static int saturated(long size) {
        return (int) Math.min(size < 0 ? Integer.MAX_VALUE : size, Integer.MAX_VALUE);
    }

    private void leaf(int id, int size) {
        depths[id] = 1;
        fields[id] = 1;
        sizes[id] = size;
    }

    /** Makes an array, typedef, qualifier or variable as deep and wide as what it contains. */
    private void enter(int id, int inner, int level) {
        if (inner != 0 && depths[inner] <= 0) {
            visit(inner, level + 1);
        }
        if (depths[inner] >= MAX_DEPTH) {
            throw tooDeep(id);
        }
        depths[id] = (byte) (depths[inner] + 1);
        fields[id] = fields[inner];
    }

    private void visitMembers(int id, int level) {
        long expanded = 1;
        int deepest = 0;
        int size = image.size(id);
        for (int i = 0, n = image.vlen(id); i < n; i++) {
            int inner = image.word(id, 4 + 3 * i);
            if (depths[inner] <= 0) {
                visit(inner, level + 1);
            }
            deepest = Math.max(deepest, depths[inner]);
            expanded += fields[inner];
            checkMember(id, i, inner, size);
        }
        if (deepest >= MAX_DEPTH) {
            throw tooDeep(id);
        }
        if (expanded > MAX_FIELDS) {
            throw wrong(id, "its members expand to more than " + MAX_FIELDS + " fields");
        }
        depths[id] = (byte) (deepest + 1);
        fields[id] = (int) expanded;
        sizes[id] = size;
    }

    private void checkMember(int id, int index, int typeId, int structSize) {
        long offset = layout.memberBitOffset(id, index);
        int width = layout.memberBitfieldSize(id, index);
        if (width > 0) {
            checkBitfield(id, index, typeId, width);
        } else if (offset % 8 != 0) {
            throw wrong(id, "member " + index + " begins at bit " + offset + ", not at a whole byte");
        }
        long bits = width > 0 ? width : 8L * sizes[typeId];
        if (offset + bits > 8L * structSize) {
            throw wrong(id, "member " + index + " at bit " + offset + " with " + bits + " bits lies outside its "
                    + structSize + " bytes");
        }
    }

    private void checkBitfield(int id, int index, int typeId, int width) {
        int base = layout.resolve(typeId);
        int kind = image.kind(base);
        if (kind != INT && kind != ENUM && kind != ENUM64) {
            throw wrong(id, "member " + index + " is a bit-field of kind " + BtfKind.name(kind));
        }
        if (width > 8L * image.size(base) || width > 64) {
            throw wrong(id, "member " + index + " is a bit-field of " + width + " bits in " + image.size(base)
                    + " bytes");
        }
    }

    private MalformedBtfException tooDeep(int id) {
        return wrong(id, "types are nested more than " + MAX_DEPTH + " deep");
    }

    private MalformedBtfException wrong(int id, String problem) {
        return new MalformedBtfException(image.describe(id), problem);
    }
}
