package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;

/**
 * Writes bytes from the kernel as safe text. They are chosen by whoever runs a program, so none of them may reach a
 * terminal or a JSON document as it is: control characters (C0, DEL, C1), line and paragraph separators and the
 * bidirectional controls are escaped, bytes that are not UTF-8 become U+FFFD each.
 */
public enum Utf8Text {
    /** {@code \n}, {@code \t}, {@code \r}, {@code \}{@code u001b}; a backslash stays as it is. */
    PLAIN,
    /** Escapes as in a JSON string, without the quotes. */
    JSON;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int INVALID = -1;

    /**
     * Appends the bytes from {@code from} to before {@code to}.
     *
     * @param memory read absolutely
     * @param separateByNul whether a NUL is written as a space, as between the arguments of a command
     */
    public void append(ByteBuffer memory, int from, int to, boolean separateByNul, Utf8Sink out) {
        int count = to - from;
        int start = out.length();
        byte[] bytes = out.room(count);
        memory.get(from, bytes, start, count);
        for (int i = start; i < start + count; i++) {
            byte one = bytes[i];
            if (one < ' ' || one == 0x7f || this == JSON && (one == '"' || one == '\\')) {
                out.advance(i - start);
                appendCarefully(memory, from + i - start, to, separateByNul, out);
                return;
            }
        }
        out.advance(count);
    }

    private void appendCarefully(ByteBuffer memory, int from, int to, boolean separateByNul, Utf8Sink out) {
        int at = from;
        while (at < to) {
            int first = memory.get(at) & 0xff;
            if (first < 0x80) {
                ascii(first == 0 && separateByNul ? ' ' : first, out);
                at++;
                continue;
            }
            int length = sequenceLength(first);
            int point = at + length <= to ? codePoint(memory, at, first, length) : INVALID;
            if (point == INVALID) {
                out.put(0xef).put(0xbf).put(0xbd);
                at++;
                continue;
            }
            if (unsafe(point)) {
                escape(point, out);
            } else {
                for (int i = 0; i < length; i++) {
                    out.put(memory.get(at + i));
                }
            }
            at += length;
        }
    }

    private void ascii(int one, Utf8Sink out) {
        if (one >= ' ' && one != 0x7f) {
            if (this == JSON && (one == '"' || one == '\\')) {
                out.put('\\');
            }
            out.put(one);
            return;
        }
        switch (one) {
            case '\n' -> out.put('\\').put('n');
            case '\t' -> out.put('\\').put('t');
            case '\r' -> out.put('\\').put('r');
            default -> escape(one, out);
        }
    }

    private static void escape(int point, Utf8Sink out) {
        out.put('\\').put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.put(HEX[point >>> shift & 15]);
        }
    }

    /** Tells whether a character above ASCII could mislead a terminal or a reader. */
    private static boolean unsafe(int point) {
        return point < 0xa0 || point >= 0x200e && point <= 0x200f || point >= 0x2028 && point <= 0x202e
                || point >= 0x2066 && point <= 0x2069 || point == 0xfeff;
    }

    /** Returns a sequence's length by its first byte (RFC 3629); 1 for a byte that starts nothing. */
    private static int sequenceLength(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 2;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return 3;
        }
        return first >= 0xf0 && first <= 0xf4 ? 4 : 1;
    }

    private static int codePoint(ByteBuffer memory, int at, int first, int length) {
        if (length == 1) {
            return INVALID;
        }
        int point = first & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            int next = memory.get(at + i) & 0xff;
            if ((next & 0xc0) != 0x80) {
                return INVALID;
            }
            point = point << 6 | next & 0x3f;
        }
        boolean tooLong = length == 3 && point < 0x800 || length == 4 && point < 0x10000;
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        return tooLong || surrogate || point > 0x10ffff ? INVALID : point;
    }
}
