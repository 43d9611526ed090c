package io.eunomia.libbpf.internal.btf;

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

    private BtfKind() {
    }

    public static String name(int kind) {
        return kind >= 0 && kind < NAMES.length ? NAMES[kind] : "kind " + kind;
    }

    /**
     * Length in 32-bit words of a type's record: {@code struct btf_type} and what follows it.
     *
     * @return 0 for a kind that is not known
     */
    static int words(int kind, int vlen) {
        switch (kind) {
            case PTR, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FLOAT, TYPE_TAG:
                return 3;
            case INT, VAR, DECL_TAG:
                return 4;
            case ARRAY:
                return 6;
            case STRUCT, UNION, DATASEC, ENUM64:
                return 3 + 3 * vlen;
            case ENUM, FUNC_PROTO:
                return 3 + 2 * vlen;
            default:
                return 0;
        }
    }

    /** Whether the third word of the record is the id of another type (else it is a size or unused). */
    static boolean refersToType(int kind) {
        switch (kind) {
            case PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FUNC_PROTO, VAR, DECL_TAG, TYPE_TAG:
                return true;
            default:
                return false;
        }
    }
}
