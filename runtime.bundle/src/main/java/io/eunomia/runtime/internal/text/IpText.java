package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;

/** Writes IP addresses in network byte order, as people write them. */
public final class IpText {

    private IpText() {
    }

    /** Writes dotted decimal of the four bytes at {@code at}. */
    public static void v4(ByteBuffer memory, int at, Utf8Sink out) {
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                out.put('.');
            }
            out.decimal(memory.get(at + i) & 0xff);
        }
    }

    /**
     * Writes RFC 5952 text of the 16 bytes at {@code at}; an IPv4-mapped address as {@code ::ffff:127.0.0.1} (its section
     * 5).
     */
    public static void v6(ByteBuffer memory, int at, Utf8Sink out) {
        if (mapped(memory, at)) {
            out.ascii("::ffff:");
            v4(memory, at + 12, out);
            return;
        }
        int gap = longestGap(memory, at);
        int gapStart = gap >>> 4;
        int gapEnd = gapStart + (gap & 15);
        for (int i = 0; i < 8; i++) {
            if (gapEnd > gapStart && i >= gapStart && i < gapEnd) {
                if (i == gapStart) {
                    out.put(':').put(':');
                }
                continue;
            }
            if (i > 0 && i != gapEnd) {
                out.put(':');
            }
            HexText.minimal(group(memory, at, i), out);
        }
    }

    /** Tells whether the 16 bytes at {@code at} are an IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2). */
    public static boolean mapped(ByteBuffer memory, int at) {
        for (int i = 0; i < 10; i++) {
            if (memory.get(at + i) != 0) {
                return false;
            }
        }
        return memory.get(at + 10) == -1 && memory.get(at + 11) == -1;
    }

    /** Finds the first longest run of two or more zero groups, as {@code start << 4 | length}. */
    private static int longestGap(ByteBuffer memory, int at) {
        int best = 15 << 4;
        int run = 0;
        for (int i = 0; i < 8; i++) {
            run = group(memory, at, i) == 0 ? run + 1 : 0;
            if (run > 1 && run > (best & 15)) {
                best = i - run + 1 << 4 | run;
            }
        }
        return best;
    }

    private static int group(ByteBuffer memory, int at, int index) {
        return (memory.get(at + 2 * index) & 0xff) << 8 | memory.get(at + 2 * index + 1) & 0xff;
    }
}
