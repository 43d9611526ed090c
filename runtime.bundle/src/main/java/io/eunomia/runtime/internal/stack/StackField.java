package io.eunomia.runtime.internal.stack;

/**
 * A stack in the entries of a map.
 *
 * @param field its index in the schema of rows, which have the stack's number there
 * @param place of the stack's id, or of its addresses
 * @param words of 64 bits, if the entry has the addresses itself; 0 for an id
 * @param map that has the stacks by id; empty if the entry has the addresses itself
 * @param builds whether that map has places in files, by their build ids, in place of addresses
 * @param process whose functions a stack in user space has
 */
public record StackField(int field, Place place, int words, String map, boolean builds, StackSpace space, Process process) {
    /** Part of an entry. @param key whether it is in the key, else in the value */
    public record Place(boolean key, int at, int bytes) {
    }

    /** Says which process. @param place of its number; null if it is always {@code pid} @param pid 0 if it is not known */
    public record Process(Place place, int pid) {
        public static final Process UNKNOWN = new Process(null, 0);
    }
}
