package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A string table (System V ABI, chapter 4): strings that each end with a zero byte. */
final class StringTable {
    /** KSYM_NAME_LEN of the kernel. */
    private static final int MAX_NAME_BYTES = 512;

    private final ByteBuffer bytes;

    /** @param where name of the table's section, for messages */
    StringTable(ByteBuffer bytes, String where) {
        this.bytes = bytes;
        if (bytes.limit() == 0 || bytes.get(bytes.limit() - 1) != 0) {
            throw new MalformedObjectException(where, "the string table does not end with a zero byte; the object "
                    + "is damaged, compile it again");
        }
    }

    /** @param what the kind of thing that has this name, and its {@code number}, for messages */
    String at(int offset, String what, int number) {
        if (offset < 0 || offset >= bytes.limit()) {
            throw wrong(what, number, "name offset " + Integer.toUnsignedString(offset)
                    + " lies beyond the string table's " + bytes.limit() + " bytes; compile the object again");
        }
        int end = offset;
        byte each = bytes.get(end);
        while (each != 0) {
            if (each > 0 && each < ' ' || each == 0x7f) {
                throw wrong(what, number, "the name contains control character " + each);
            }
            each = bytes.get(++end);
            if (end - offset > MAX_NAME_BYTES) {
                throw wrong(what, number, "the name is longer than " + MAX_NAME_BYTES + " bytes");
            }
        }
        byte[] name = new byte[end - offset];
        bytes.get(offset, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static MalformedObjectException wrong(String what, int number, String problem) {
        return new MalformedObjectException(what + " [" + number + ']', problem);
    }
}
