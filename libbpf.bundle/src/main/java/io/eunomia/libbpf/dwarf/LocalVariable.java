package io.eunomia.libbpf.dwarf;

/**
 * A variable or parameter of a function, or of one that was inlined into it.
 *
 * @param name as in the source
 * @param typeId of its type in {@link DebugInfo#types}
 */
public record LocalVariable(String name, int typeId) {
}
