package io.eunomia.libbpf;

/**
 * A global variable of an object.
 *
 * @param name the C name
 * @param section the ELF section, e.g. {@code .rodata}
 * @param offset in bytes from the section's start
 * @param size in bytes
 * @param typeId BTF type id in the object's BTF
 * @param typeName the type in C spelling, e.g. {@code unsigned int}
 * @param constant true when it lies in a read-only section: settable before load, frozen afterwards
 * @param volatileQualified true for {@code const volatile} knobs: the others may have been folded by the compiler
 */
public record GlobalVariable(String name, String section, int offset, int size, int typeId, String typeName,
        boolean constant, boolean volatileQualified) {
}
