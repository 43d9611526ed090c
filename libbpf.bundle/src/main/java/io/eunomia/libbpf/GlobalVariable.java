package io.eunomia.libbpf;

/**
 * A global variable of a BPF object.
 *
 * @param name the C name
 * @param section the ELF section, e.g. {@code .rodata}
 * @param offset in bytes from the section's start
 * @param size in bytes
 * @param typeId BTF type id in the object's BTF
 * @param typeName the type in C spelling, e.g. {@code unsigned int}
 * @param constant true when it lies in a read-only section: it can be set before load and is frozen afterwards
 * @param volatileQualified true for {@code const volatile} variables; the compiler may have folded the value of others into
 *     the code, so that setting them has no effect
 */
public record GlobalVariable(String name, String section, int offset, int size, int typeId, String typeName,
        boolean constant, boolean volatileQualified) {
}
