package io.eunomia.runtime.event;

/**
 * A field of a stream's events.
 *
 * @param index position in {@link EventSchema#fields}
 * @param name dotted for members of nested structs
 * @param kind what the value is
 * @param typeName C spelling of its type
 * @param unit {@code ns}, {@code bytes}, …; empty when it has none
 * @param show name of the show rule used for text output ({@code duration}, {@code ipv4} …); empty for none
 * @param width columns in plain text
 * @param valueType what {@link EventView#value} gives: {@link Boolean}, {@link Long} (unsigned 64-bit values as the same
 *     bits), {@link Double}, {@link String}, {@link java.time.Instant}, {@link java.time.Duration},
 *     {@link java.net.InetAddress}, {@code byte[]} or {@link java.util.List}
 * @param shown whether it is among the default columns
 * @param description what the package says about it; may be empty
 */
public record Field(int index, String name, FieldKind kind, String typeName, String unit, String show, int width,
        Class<?> valueType, boolean shown, String description) {

    /** Makes a field that nothing is said about. */
    public Field(int index, String name, FieldKind kind, String typeName, String unit, String show, int width,
            Class<?> valueType, boolean shown) {
        this(index, name, kind, typeName, unit, show, width, valueType, shown, "");
    }
}
