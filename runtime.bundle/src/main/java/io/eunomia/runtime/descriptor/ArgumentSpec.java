package io.eunomia.runtime.descriptor;

/**
 * An argument of a tracker.
 *
 * @param global the global variable it sets before load; empty when it only feeds {@code ${name}} references
 * @param type {@code bool}, {@code u8} … {@code u64}, {@code i8} … {@code i64}, {@code f32}, {@code f64},
 *     {@code string}, {@code duration} (into ns for a global), {@code bytes} (sizes such as 64k), {@code enum:NAME};
 *     empty to take the global's BTF type
 * @param defaultValue as text; empty to keep what the object was compiled with
 * @param minimum least value as text, or empty
 * @param maximum greatest value as text, or empty
 */
public record ArgumentSpec(String name, String global, String type, String defaultValue, String minimum,
        String maximum, String description) {
}
