package io.eunomia.libbpf.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A section of an object.
 *
 * @param index in the section header table
 * @param type {@code SHT_*} of the System V ABI; see the constants here
 * @param flags {@code SHF_*}
 * @param offset in the file, in bytes
 * @param size in bytes; also given for {@link #NOBITS} sections, which take no room in the file
 * @param content read-only and little-endian; empty for {@link #NOBITS}
 */
public record ElfSection(int index, String name, int type, long flags, int offset, int size, int link, int info,
        int entrySize, ByteBuffer content) {
    public static final int NULL = 0;
    public static final int PROGBITS = 1;
    public static final int SYMTAB = 2;
    public static final int STRTAB = 3;
    public static final int RELA = 4;
    public static final int NOTE = 7;
    public static final int NOBITS = 8;
    public static final int REL = 9;
    public static final int GROUP = 17;

    private static final long SHF_EXECINSTR = 4;
    private static final long SHF_COMPRESSED = 0x800;

    /** A fresh view for each caller, with a position of its own. */
    @Override
    public ByteBuffer content() {
        return content.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of the content. */
    public byte[] bytes() {
        byte[] copy = new byte[content.limit()];
        content().get(copy);
        return copy;
    }

    public boolean executable() {
        return (flags & SHF_EXECINSTR) != 0;
    }

    public boolean compressed() {
        return (flags & SHF_COMPRESSED) != 0;
    }

    /** Tells whether libbpf makes a map of it: {@code .data}, {@code .rodata}, {@code .bss} and those with a suffix. */
    public boolean data() {
        return type == PROGBITS && !executable() && (named(".data") || named(".rodata"))
                || type == NOBITS && named(".bss");
    }

    /** Tells whether it holds DWARF or its relocations, which libbpf ignores. */
    public boolean debug() {
        return type == PROGBITS && name.startsWith(".debug_") || type == REL && name.startsWith(".rel.debug_")
                || type == RELA && name.startsWith(".rela.debug_");
    }

    private boolean named(String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + '.');
    }

    @Override
    public String toString() {
        return "section [" + index + "] " + name;
    }
}
