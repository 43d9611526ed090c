package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;

/** Writes hexadecimal and octal numbers, and bytes as hexadecimal digits. */
public final class HexText {

    private HexText() {
    }

    /** Appends exactly {@code digits} digits, without prefix. */
    public static void digits(long value, int digits, Utf8Sink out) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.put(digit((int) (value >>> shift) & 15));
        }
    }

    /** Appends as many digits as the value needs, at least one. */
    public static void minimal(long value, Utf8Sink out) {
        digits(value, Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4), out);
    }

    /** Appends a 0 and at least three octal digits, as file modes are written. */
    public static void octal(long value, Utf8Sink out) {
        out.put('0');
        int digits = Math.max(3, (66 - Long.numberOfLeadingZeros(value)) / 3);
        for (int shift = 3 * (digits - 1); shift >= 0; shift -= 3) {
            out.put((int) ('0' + (value >>> shift & 7)));
        }
    }

    public static void bytes(ByteBuffer memory, int from, int to, Utf8Sink out) {
        for (int i = from; i < to; i++) {
            int one = memory.get(i);
            out.put(digit(one >> 4 & 15)).put(digit(one & 15));
        }
    }

    private static int digit(int value) {
        return value < 10 ? '0' + value : 'a' + value - 10;
    }
}
