package io.eunomia.libbpf.elf;

import io.eunomia.libbpf.btf.BtfType.Linkage;

/**
 * A global variable of an object file.
 *
 * @param name the C name
 * @param section name of its section, e.g. {@code .rodata}
 * @param offset in that section, in bytes
 * @param size in bytes
 * @param typeId of the variable's type in the object's BTF, qualifiers included
 * @param linkage static variables are not part of an object's interface but can be set all the same
 * @param constant true when it lies in a read-only section
 * @param volatileQualified true when its type or element type is {@code volatile}: the compiler then reads it at run time,
 *        so that setting it before load has an effect
 * @param initialValue the bytes in the file, zeroes for {@code .bss}; each caller gets its own copy
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
