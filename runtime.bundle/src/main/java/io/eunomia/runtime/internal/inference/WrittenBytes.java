package io.eunomia.runtime.internal.inference;

/**
 * Bytes of a record that a program was seen to write.
 *
 * @param name name of the member in the source, dotted for members of members; empty if it does not tell
 * @param offset in the record
 * @param size in bytes, 0 when it is known at run time only
 * @param store whether one machine store writes them: one member, or neighbours that the compiler put together
 * @param network whether they are in the order of the network, by the type of what was read or since a packet has them so
 * @param text whether a helper writes a string there
 */
public record WrittenBytes(String name, int offset, int size, boolean store, boolean network,
        boolean text) {
}
