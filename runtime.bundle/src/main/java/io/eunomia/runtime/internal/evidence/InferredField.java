package io.eunomia.runtime.internal.evidence;

/**
 * A field that a program was seen to write.
 *
 * @param name as in the source line
 * @param offset in the record
 * @param size in bytes, of one element
 * @param count of elements for an array, else 1
 */
public record InferredField(String name, int offset, int size, int count, boolean text) {
}
