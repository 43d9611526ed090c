package io.eunomia.libbpf.elf;

/**
 * A relocation: a place where the loader must write an address.
 *
 * @param section index of the section to be changed
 * @param offset in that section, in bytes
 * @param type {@code R_BPF_*} (Documentation/bpf/llvm_reloc.rst)
 * @param symbol index of the symbol it refers to
 */
public record ElfRelocation(int section, long offset, int type, int symbol) {
}
