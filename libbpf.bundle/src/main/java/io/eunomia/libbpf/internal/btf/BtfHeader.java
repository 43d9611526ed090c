package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.btf.MalformedBtfException;
import java.nio.ByteBuffer;

/**
 * The header of a BTF section, {@code struct btf_header} of include/uapi/linux/btf.h. It tells where the section holds its
 * types and strings, in bytes from the section's start.
 */
record BtfHeader(int types, int typeLength, int strings, int stringLength) {
    private static final int MAGIC = 0xeb9f;
    private static final int SWAPPED_MAGIC = 0x9feb;
    private static final int HEADER_BYTES = 24;

    /** @param section little-endian, from its start to its limit */
    static BtfHeader read(ByteBuffer section) {
        return read(section, section.limit());
    }

    /** @param section little-endian, at least its header, from its start @param size of the whole section, in bytes */
    static BtfHeader read(ByteBuffer section, long size) {
        int header = length(section, size);
        long body = size - header;
        long types = unsigned(section, 8);
        long typeLength = unsigned(section, 12);
        long strings = unsigned(section, 16);
        long stringLength = unsigned(section, 20);
        if (strings + stringLength > body) {
            throw wrong("str_off/str_len", "the string section ends at " + (strings + stringLength) + ", but " + body
                    + " bytes follow the header");
        }
        if (types % 4 != 0 || typeLength % 4 != 0 || types + typeLength > strings) {
            throw wrong("type_off/type_len", typeLength + " bytes of types at " + types
                    + " are no whole words or reach into the strings at " + strings);
        }
        return new BtfHeader(header + (int) types, (int) typeLength, header + (int) strings, (int) stringLength);
    }

    private static int length(ByteBuffer section, long size) {
        if (section.limit() < HEADER_BYTES) {
            throw new MalformedBtfException("header", section.limit() + " bytes are less than a header ("
                    + HEADER_BYTES + ")");
        }
        int magic = section.getShort(0) & 0xffff;
        if (magic == SWAPPED_MAGIC) {
            throw wrong("magic", "the types are big-endian (compiled with -target bpfeb); use -target bpfel");
        }
        if (magic != MAGIC) {
            throw wrong("magic", String.format("0x%04x is not 0x%04x", magic, MAGIC));
        }
        if (section.get(2) != 1 || section.get(3) != 0) {
            throw wrong("version/flags", "version " + section.get(2) + " with flags " + section.get(3)
                    + " is not 1 with 0");
        }
        long length = unsigned(section, 4);
        if (length < HEADER_BYTES || length > size || length % 4 != 0) {
            throw wrong("hdr_len", length + " bytes cannot be a header's length in a section of "
                    + size);
        }
        return (int) length;
    }

    private static long unsigned(ByteBuffer section, int at) {
        return Integer.toUnsignedLong(section.getInt(at));
    }

    private static MalformedBtfException wrong(String field, String problem) {
        return new MalformedBtfException("header field " + field, problem);
    }
}
