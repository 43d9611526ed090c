package io.eunomia.libbpf.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds an object with any number of functions in {@code .text} and of programs, each of one instruction. */
final class ManyFunctions {
    private static final int FUNCTION = 0x12;
    private static final int EXTERNAL = 0x10;
    private static final String NAMES = "\0.text\0tc\0.symtab\0.strtab\0.BTF\0f\0";

    private final int functions;
    private int programs = 1;
    private int textBytes;
    private int externals;
    private byte[] types = new byte[0];

    ManyFunctions(int functions) {
        this.functions = functions;
        this.textBytes = 8 * functions;
    }

    ManyFunctions withPrograms(int count) {
        programs = count;
        return this;
    }

    ManyFunctions withText(int bytes) {
        textBytes = bytes;
        return this;
    }

    /** Adds symbols that are defined elsewhere. */
    ManyFunctions withExternals(int count) {
        externals = count;
        return this;
    }

    /** Adds a section {@code .BTF}. */
    ManyFunctions withTypes(byte[] btf) {
        types = btf;
        return this;
    }

    byte[] build() {
        byte[] text = new byte[textBytes];
        byte[] code = new byte[8 * programs];
        byte[] symbols = symbols();
        byte[] names = NAMES.getBytes(StandardCharsets.ISO_8859_1);
        int at = 64;
        ByteBuffer headers = ByteBuffer.allocate(6 * 64).order(ByteOrder.LITTLE_ENDIAN).position(64);
        section(headers, ".text", ElfSection.PROGBITS, 6, at, text.length, 0, 0, 0);
        at += text.length;
        section(headers, "tc", ElfSection.PROGBITS, 6, at, code.length, 0, 0, 0);
        at += code.length;
        section(headers, ".symtab", ElfSection.SYMTAB, 0, at, symbols.length, 4, 1, 24);
        at += symbols.length;
        section(headers, ".strtab", ElfSection.STRTAB, 0, at, names.length, 0, 0, 0);
        at += names.length;
        section(headers, types.length > 0 ? ".BTF" : ".strtab", ElfSection.PROGBITS, 0, at, types.length, 0, 0, 0);
        int table = at + types.length + 7 & ~7;
        ByteBuffer file = ByteBuffer.allocate(table + headers.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort((short) 1).putShort((short) 247).putInt(1).putLong(0).putLong(0).putLong(table).putInt(0);
        file.putShort((short) 64).putShort((short) 0).putShort((short) 0).putShort((short) 64).putShort((short) 6)
                .putShort((short) 4);
        file.put(text).put(code).put(symbols).put(names).put(types);
        return file.position(table).put(headers.array()).array();
    }

    private byte[] symbols() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[24]);
        for (int i = 0; i < functions; i++) {
            all.writeBytes(symbol(FUNCTION, 1, 8L * i));
        }
        for (int i = 0; i < programs; i++) {
            all.writeBytes(symbol(FUNCTION, 2, 8L * i));
        }
        for (int i = 0; i < externals; i++) {
            all.writeBytes(symbol(EXTERNAL, 0, 0));
        }
        return all.toByteArray();
    }

    private static byte[] symbol(int info, int section, long value) {
        ByteBuffer entry = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(NAMES.indexOf("f\0")).put((byte) info).put((byte) 0).putShort((short) section);
        return entry.putLong(value).putLong(8).array();
    }

    private static void section(ByteBuffer headers, String name, int type, long flags, long offset, long size, int link,
            int info, long entrySize) {
        headers.putInt(NAMES.indexOf(name)).putInt(type).putLong(flags).putLong(0).putLong(offset).putLong(size);
        headers.putInt(link).putInt(info).putLong(8).putLong(entrySize);
    }
}
