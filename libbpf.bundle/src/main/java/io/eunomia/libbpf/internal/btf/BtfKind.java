package io.eunomia.libbpf.internal.btf;

import java.util.Arrays;

/** Numbers of {@code BTF_KIND_*} (include/uapi/linux/btf.h). */
public final class BtfKind {
    public static final int VOID = 0;
    public static final int INT = 1;
    public static final int PTR = 2;
    public static final int ARRAY = 3;
    public static final int STRUCT = 4;
    public static final int UNION = 5;
    public static final int ENUM = 6;
    public static final int FWD = 7;
    public static final int TYPEDEF = 8;
    public static final int VOLATILE = 9;
    public static final int CONST = 10;
    public static final int RESTRICT = 11;
    public static final int FUNC = 12;
    public static final int FUNC_PROTO = 13;
    public static final int VAR = 14;
    public static final int DATASEC = 15;
    public static final int FLOAT = 16;
    public static final int DECL_TAG = 17;
    public static final int TYPE_TAG = 18;
    public static final int ENUM64 = 19;

    private static final String[] NAMES = {"void", "int", "ptr", "array", "struct", "union", "enum", "fwd",
        "typedef", "volatile", "const", "restrict", "func", "func_proto", "var", "datasec", "float", "decl_tag",
        "type_tag", "enum64"};

    /** Kinds, as bits {@code 1 << kind}, whose third word is another type's id; for others it is a size or unused. */
    static final int REFERRING = 1 << PTR | 1 << TYPEDEF | 1 << VOLATILE | 1 << CONST | 1 << RESTRICT | 1 << FUNC
            | 1 << FUNC_PROTO | 1 << VAR | 1 << DECL_TAG | 1 << TYPE_TAG;

    private BtfKind() {
    }

    public static String name(int kind) {
        return kind >= 0 && kind < NAMES.length ? NAMES[kind] : "kind " + kind;
    }

    /** By kind: the number of 32-bit words of {@code struct btf_type} and what always follows it; 0 for unknown kinds. */
    public static byte[] fixedWords() {
        byte[] words = new byte[32];
        Arrays.fill(words, INT, ENUM64 + 1, (byte) 3);
        words[INT] = 4;
        words[VAR] = 4;
        words[DECL_TAG] = 4;
        words[ARRAY] = 6;
        return words;
    }

    /** By kind: the number of 32-bit words of each of the {@code vlen} parts that follow. */
    public static byte[] partWords() {
        byte[] words = new byte[32];
        words[STRUCT] = 3;
        words[UNION] = 3;
        words[DATASEC] = 3;
        words[ENUM64] = 3;
        words[ENUM] = 2;
        words[FUNC_PROTO] = 2;
        return words;
    }
}
