package io.eunomia.libbpf.internal.dwarf;

import io.eunomia.libbpf.dwarf.MalformedDwarfException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads numbers and texts of a section one after the other; never beyond its end. */
final class DwarfCursor {
    /** The longest text that is copied: names are shorter, and a hostile object may claim any length. */
    private static final int MAX_TEXT = 512;
    private static final int LONGEST_LEB128 = 10;

    private final String section;
    private final ByteBuffer bytes;
    private final int end;
    private int at;

    DwarfCursor(String section, ByteBuffer bytes, int at, int end) {
        this.section = section;
        this.bytes = bytes;
        this.end = Math.min(end, bytes.limit());
        this.at = at;
        if (at < 0 || at > this.end) {
            throw wrong("it is beyond the section's " + bytes.limit() + " bytes");
        }
    }

    DwarfCursor(String section, ByteBuffer bytes, int at) {
        this(section, bytes, at, bytes.limit());
    }

    int at() {
        return at;
    }

    boolean more() {
        return at < end;
    }

    MalformedDwarfException wrong(String problem) {
        return new MalformedDwarfException(section + " at 0x" + Integer.toHexString(at), problem);
    }

    /** Skips bytes. @return the position at which they start */
    int skip(long count) {
        if (count < 0 || count > end - at) {
            throw wrong(Long.toUnsignedString(count) + " bytes are not there any more");
        }
        int start = at;
        at += (int) count;
        return start;
    }

    int u8() {
        return bytes.get(skip(1)) & 0xff;
    }

    int u16() {
        return bytes.getShort(skip(2)) & 0xffff;
    }

    int u24() {
        return u16() | u8() << 16;
    }

    long u32() {
        return bytes.getInt(skip(4)) & 0xffffffffL;
    }

    long u64() {
        return bytes.getLong(skip(8));
    }

    /** Reads an unsigned LEB128 (DWARF 5, section 7.6); bits above the 64th are dropped. */
    long uleb() {
        long value = 0;
        for (int i = 0; i < LONGEST_LEB128; i++) {
            int part = u8();
            value |= (long) (part & 0x7f) << 7 * i;
            if (part < 0x80) {
                return value;
            }
        }
        throw wrong("a number has more than " + LONGEST_LEB128 + " bytes");
    }

    long sleb() {
        long value = 0;
        for (int i = 0; i < LONGEST_LEB128; i++) {
            int part = u8();
            value |= (long) (part & 0x7f) << 7 * i;
            if (part < 0x80) {
                int used = 7 * (i + 1);
                return used < Long.SIZE && (part & 0x40) != 0 ? value | -1L << used : value;
            }
        }
        throw wrong("a number has more than " + LONGEST_LEB128 + " bytes");
    }

    /** Reads a text that ends with a zero byte; a text longer than names can be is cut. */
    String text() {
        int start = at;
        while (u8() != 0) {
            // The loop has nothing else to do: it looks for the zero byte at the end.
        }
        byte[] text = new byte[Math.min(MAX_TEXT, at - 1 - start)];
        bytes.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
