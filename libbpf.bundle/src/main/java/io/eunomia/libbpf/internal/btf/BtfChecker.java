package io.eunomia.libbpf.internal.btf;

import static io.eunomia.libbpf.internal.btf.BtfKind.*;

import io.eunomia.libbpf.btf.MalformedBtfException;

/**
 * Checks each type by itself: names, references and the ranges of numbers. The rules are those of the kernel's
 * {@code btf_check_meta} functions (kernel/bpf/btf.c), which libbpf 1.1 does not apply before it follows the same
 * references; {@link BtfLayout} then checks how types contain each other.
 */
final class BtfChecker {
    /** The largest struct, in bytes: we keep the bit offsets of members as signed 32-bit numbers. */
    private static final int MAX_STRUCT_BYTES = 1 << 28;

    private final BtfImage image;
    private final int[] words;
    private final int typeCount;
    private final int stringEnd;
    private final boolean checkTexts;
    private boolean partialInts;

    private BtfChecker(BtfImage image) {
        this.image = image;
        this.words = image.words();
        this.typeCount = image.typeCount();
        this.stringEnd = image.stringEnd();
        this.checkTexts = image.hasUnusualStrings();
    }

    /**
     * @return true when some integer type has fewer bits than its storage, see {@link BtfLayout}
     * @throws MalformedBtfException for the first type of {@code image} itself (not its base) that breaks a rule
     */
    static boolean check(BtfImage image) {
        BtfChecker checker = new BtfChecker(image);
        for (int id = image.firstId(); id < checker.typeCount; id++) {
            checker.checkType(id, image.start(id));
        }
        return checker.partialInts;
    }

    /** @param at index of the word at which the type's record starts */
    private void checkType(int id, int at) {
        int kind = words[at + 1] >>> 24 & 0x1f;
        checkName(id, words[at]);
        if ((BtfKind.REFERRING >>> kind & 1) != 0) {
            checkReference(id, words[at + 2]);
        }
        switch (kind) {
            case INT -> checkInt(id);
            case ARRAY -> {
                checkReference(id, words[at + 3]);
                checkReference(id, words[at + 4]);
            }
            case STRUCT, UNION -> checkMembers(id, at);
            case ENUM, ENUM64 -> checkEnumerators(id, at, kind == ENUM ? 2 : 3);
            case FUNC_PROTO -> checkParameters(id, at);
            case FUNC -> checkFunction(id);
            case VAR -> checkVariable(id);
            case DATASEC -> checkSection(id);
            case FLOAT -> checkFloat(id);
            case DECL_TAG -> checkDeclTag(id);
            default -> { }
        }
    }

    private void checkName(int id, int offset) {
        if (offset < 0 || offset >= stringEnd) {
            throw wrong(id, "a name at offset " + Integer.toUnsignedLong(offset)
                    + " lies beyond the string section");
        }
        if (checkTexts) {
            checkText(id, offset);
        }
    }

    private void checkText(int id, int offset) {
        byte[] bytes = image.stringBytes(offset);
        int start = image.stringStart(offset);
        for (int at = start; bytes[at] != 0; at++) {
            if (at - start > BtfImage.MAX_NAME_BYTES) {
                throw wrong(id, "a name is longer than " + BtfImage.MAX_NAME_BYTES + " bytes");
            }
            if (BtfImage.isControl(bytes[at])) {
                throw wrong(id, "a name contains control character " + bytes[at]);
            }
        }
    }

    private void checkReference(int id, int target) {
        if (target < 0 || target >= typeCount) {
            throw wrong(id, "it refers to type " + Integer.toUnsignedLong(target) + ", but the last is "
                    + (typeCount - 1));
        }
    }

    private MalformedBtfException wrong(int id, String problem) {
        return new MalformedBtfException(image.describe(id), problem);
    }

    private void checkInt(int id) {
        int size = image.size(id);
        int encoding = image.word(id, 3);
        int bits = encoding & 0xff;
        int offset = encoding >>> 16 & 0xff;
        if (size <= 0 || size > 16 || Integer.bitCount(size) != 1) {
            throw wrong(id, "an integer of " + Integer.toUnsignedLong(size) + " bytes is not 1, 2, 4, 8 or 16");
        }
        if (bits == 0 || offset + bits > 8 * size) {
            throw wrong(id, bits + " bits at bit " + offset + " do not fit in " + size + " bytes");
        }
        partialInts |= bits != 8 * size;
    }

    private void checkFloat(int id) {
        int size = image.size(id);
        if (size != 2 && size != 4 && size != 8 && size != 12 && size != 16) {
            throw wrong(id, "a float of " + Integer.toUnsignedLong(size) + " bytes is not 2, 4, 8, 12 or 16");
        }
    }

    private void checkMembers(int id, int start) {
        int size = words[start + 2];
        if (size < 0 || size >= MAX_STRUCT_BYTES) {
            throw wrong(id, "a size of " + Integer.toUnsignedLong(size) + " bytes is not below "
                    + MAX_STRUCT_BYTES);
        }
        for (int i = 0, n = words[start + 1] & 0xffff; i < n; i++) {
            int at = start + 3 + 3 * i;
            checkName(id, words[at]);
            checkReference(id, words[at + 1]);
            int target = image.kind(words[at + 1]);
            if (target == VOID || target == FUNC || target == FUNC_PROTO || target == VAR || target == DATASEC
                    || target == DECL_TAG) {
                throw wrong(id, "member " + i + " is of kind " + BtfKind.name(target) + ", which has no size");
            }
        }
    }

    private void checkEnumerators(int id, int start, int stride) {
        int size = image.size(id);
        if (size <= 0 || size > 8 || Integer.bitCount(size) != 1) {
            throw wrong(id, "an enum of " + Integer.toUnsignedLong(size) + " bytes is not 1, 2, 4 or 8");
        }
        for (int i = 0, n = words[start + 1] & 0xffff; i < n; i++) {
            checkName(id, words[start + 3 + stride * i]);
        }
    }

    private void checkParameters(int id, int start) {
        for (int i = 0, n = words[start + 1] & 0xffff; i < n; i++) {
            checkName(id, words[start + 3 + 2 * i]);
            checkReference(id, words[start + 4 + 2 * i]);
        }
    }

    private void checkFunction(int id) {
        if (image.kind(image.target(id)) != FUNC_PROTO) {
            throw wrong(id, "it refers to a type that is not a prototype");
        }
        if (image.vlen(id) > 2) {
            throw wrong(id, "linkage " + image.vlen(id) + " is not 0, 1 or 2");
        }
    }

    private void checkVariable(int id) {
        int linkage = image.word(id, 3);
        if (linkage < 0 || linkage > 2) {
            throw wrong(id, "linkage " + Integer.toUnsignedLong(linkage) + " is not 0, 1 or 2");
        }
    }

    private void checkSection(int id) {
        int size = image.size(id);
        if (size < 0) {
            throw wrong(id, "a size of " + Integer.toUnsignedLong(size) + " bytes is not below 2^31");
        }
        for (int i = 0, n = image.vlen(id); i < n; i++) {
            int at = 3 + 3 * i;
            checkReference(id, image.word(id, at));
            int kind = image.kind(image.word(id, at));
            if (kind != VAR && kind != FUNC) {
                throw wrong(id, "entry " + i + " is of kind " + BtfKind.name(kind) + ", not a variable");
            }
            long offset = Integer.toUnsignedLong(image.word(id, at + 1));
            long length = Integer.toUnsignedLong(image.word(id, at + 2));
            // clang leaves the section's size 0 and lets the loader fill it in from the ELF
            if (offset + length > (size == 0 ? Integer.MAX_VALUE : size)) {
                throw wrong(id, "entry " + i + " at offset " + offset + " with " + length
                        + " bytes lies outside the section's " + size);
            }
        }
    }

    private void checkDeclTag(int id) {
        int target = image.target(id);
        int kind = image.kind(target);
        int component = image.word(id, 3);
        if (component < -1) {
            throw wrong(id, "component " + component + " is not -1 or an index");
        }
        if (component >= 0) {
            int owner = kind == FUNC ? image.target(target) : target;
            int ownerKind = image.kind(owner);
            boolean listed = ownerKind == STRUCT || ownerKind == UNION || ownerKind == FUNC_PROTO;
            if (!listed || component >= image.vlen(owner)) {
                throw wrong(id, "component " + component + " does not exist in " + image.describe(target));
            }
        }
    }
}
