package io.eunomia.libbpf.core;

/** The kinds of CO-RE relocations: {@code enum bpf_core_relo_kind} of include/uapi/linux/bpf.h, in its order. */
public enum RelocationKind {
    FIELD_BYTE_OFFSET("byte_off"), FIELD_BYTE_SIZE("byte_sz"), FIELD_EXISTS("field_exists"), FIELD_SIGNED("signed"),
    FIELD_LSHIFT_U64("lshift_u64"), FIELD_RSHIFT_U64("rshift_u64"), TYPE_ID_LOCAL("local_type_id"),
    TYPE_ID_TARGET("target_type_id"), TYPE_EXISTS("type_exists"), TYPE_SIZE("type_size"),
    ENUMVAL_EXISTS("enumval_exists"), ENUMVAL_VALUE("enumval_value"), TYPE_MATCHES("type_matches");

    private final String label;

    RelocationKind(String label) {
        this.label = label;
    }

    /** @throws IndexOutOfBoundsException for another number than 0 to 12 */
    public static RelocationKind of(int number) {
        return values()[number];
    }

    /** The name that libbpf's messages use. */
    public String label() {
        return label;
    }

    public boolean ofField() {
        return ordinal() <= FIELD_RSHIFT_U64.ordinal();
    }

    public boolean ofEnumerator() {
        return this == ENUMVAL_EXISTS || this == ENUMVAL_VALUE;
    }

    public boolean ofType() {
        return !ofField() && !ofEnumerator();
    }

    /** Tells whether it asks if something exists, so that its absence is an answer and no failure. */
    public boolean question() {
        return this == FIELD_EXISTS || this == ENUMVAL_EXISTS || this == TYPE_EXISTS || this == TYPE_MATCHES;
    }
}
