package io.eunomia.runtime.event;

/** What a field's value is, which decides how it is written and compared. */
public enum FieldKind {
    BOOL, SIGNED, UNSIGNED, FLOAT, TEXT, ENUM, BYTES, ARRAY
}
