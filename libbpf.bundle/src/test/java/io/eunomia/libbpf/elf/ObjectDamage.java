package io.eunomia.libbpf.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Changes chosen fields of a sound object. */
final class ObjectDamage {
    static final int NAME = 0;
    static final int TYPE = 4;
    static final int FLAGS = 8;
    static final int OFFSET = 24;
    static final int SIZE = 32;
    static final int LINK = 40;
    static final int INFO = 44;
    static final int ALIGNMENT = 48;
    static final int ENTRY_SIZE = 56;

    private final byte[] file;
    private final ElfObject sound;
    private final ByteBuffer bytes;

    ObjectDamage(byte[] sound) {
        this.file = sound.clone();
        this.sound = ElfObject.parse(sound);
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] file() {
        return file;
    }

    ElfObject sound() {
        return sound;
    }

    ElfSection section(String name) {
        return sound.section(name).orElseThrow();
    }

    ObjectDamage header(int at, int width, long value) {
        return put(at, width, value);
    }

    /** Sets a field of a section's header. */
    ObjectDamage section(String name, int field, long value) {
        int at = (int) bytes.getLong(40) + 64 * section(name).index() + field;
        return put(at, field == NAME || field == TYPE || field == LINK || field == INFO ? 4 : 8, value);
    }

    /** Overwrites bytes of a section's content. */
    ObjectDamage content(String name, int at, int width, long value) {
        return put(section(name).offset() + at, width, value);
    }

    /** Sets a field of a symbol: 0 name, 4 info, 6 section, 8 value, 16 size. */
    ObjectDamage symbol(String name, int field, int width, long value) {
        int index = sound.symbols().stream().filter(symbol -> symbol.name().equals(name)).findFirst().orElseThrow()
                .index();
        return content(".symtab", 24 * index + field, width, value);
    }

    private ObjectDamage put(int at, int width, long value) {
        switch (width) {
            case 1 -> bytes.put(at, (byte) value);
            case 2 -> bytes.putShort(at, (short) value);
            case 4 -> bytes.putInt(at, (int) value);
            default -> bytes.putLong(at, value);
        }
        return this;
    }
}
