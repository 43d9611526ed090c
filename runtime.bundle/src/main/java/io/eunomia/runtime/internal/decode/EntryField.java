package io.eunomia.runtime.internal.decode;

/**
 * A field of a map's entries.
 *
 * @param name dotted for members of nested structs
 * @param key whether it is in the key, else in the value
 * @param at where it begins there, in bytes
 * @param number whether it is a whole number of whole bytes
 * @param words of 64 bits that it has if it is an array of such, else 0
 * @param type C spelling
 */
public record EntryField(String name, boolean key, int at, int bytes, boolean number, int words, String type) {
    /** The name's last part. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What stands before the last part, with the dot. */
    public String prefix() {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }
}
