package io.eunomia.runtime.event;

/** The kind of a field's value, which decides how it is written and compared. */
public enum FieldKind {
    BOOL, SIGNED, UNSIGNED, FLOAT, TEXT, ENUM, BYTES, ARRAY,
    /** A call stack, whose value is a {@link io.eunomia.runtime.display.CallStack}. */
    STACK
}
