package io.eunomia.libbpf.elf;

import io.eunomia.libbpf.btf.BtfType.Linkage;

/**
 * A global variable of an object.
 *
 * @param name the C name
 * @param section name of its section, e.g. {@code .rodata}
 * @param offset in that section, in bytes
 * @param size in bytes
 * @param typeId of the variable's type in the object's BTF, qualifiers included
 * @param linkage static variables are not part of an object's interface but can be set all the same
 * @param constant whether it lies in a read-only section
 * @param volatileQualified whether its type or element type is {@code volatile}: the compiler then reads it at run
 *        time, so that it may be set before load
 * @param initialValue the bytes in the file, zeroes for {@code .bss}; a copy of the caller's own
 */
public record ElfGlobal(String name, String section, int offset, int size, int typeId, Linkage linkage,
        boolean constant, boolean volatileQualified, byte[] initialValue) {
    public ElfGlobal {
        initialValue = initialValue.clone();
    }

    @Override
    public byte[] initialValue() {
        return initialValue.clone();
    }
}
