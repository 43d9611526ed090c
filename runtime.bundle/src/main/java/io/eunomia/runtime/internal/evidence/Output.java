package io.eunomia.runtime.internal.evidence;

/**
 * A record that a program hands to a ring buffer or perf event array.
 *
 * @param map its name
 * @param region see {@link Write}
 * @param offset of the record in the region
 * @param size in bytes, -1 when it is known at run time only
 * @param at index of the instruction that calls the helper
 */
record Output(String map, int region, int offset, int size, int at) {
}
