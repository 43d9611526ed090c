package io.eunomia.runtime.internal.inference.code;

/**
 * Identifies an instruction.
 *
 * @param section the name of its section
 * @param at its index there, -1 for none
 */
public record CodePoint(String section, int at) {
}
