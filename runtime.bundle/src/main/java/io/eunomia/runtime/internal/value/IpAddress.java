package io.eunomia.runtime.internal.value;

/**
 * Reads an IPv4 or IPv6 address (RFC 4291, 2.2) into two words, again and again without garbage. An IPv4 address that
 * is mapped into IPv6 ({@code ::ffff:10.1.2.3}) is the IPv4 address. Confined to one thread.
 */
public final class IpAddress {
    private static final long MAPPED = 0xffff;

    private boolean four;
    private boolean mapped;
    private long high;
    private long low;

    public boolean four() {
        return four;
    }

    /** Tells whether it was written as an IPv6 address that stands for an IPv4 one. */
    public boolean mapped() {
        return mapped;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Parses an address. @return false when the text is no address */
    public boolean parse(byte[] text, int length) {
        four = false;
        mapped = false;
        high = 0;
        low = 0;
        for (int i = 0; i < length; i++) {
            if (text[i] == ':') {
                return six(text, length) && unmapped();
            }
        }
        four = true;
        low = quad(text, 0, length);
        return low >= 0;
    }

    private boolean unmapped() {
        if (high == 0 && low >>> 32 == MAPPED) {
            four = true;
            mapped = true;
            low &= 0xffffffffL;
        }
        return true;
    }

    /** Parses dotted decimal; -1 when it is none. */
    private static long quad(byte[] text, int from, int to) {
        long value = 0;
        int octet = -1;
        int dots = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '.' && octet >= 0) {
                value = value << 8 | octet;
                octet = -1;
                dots++;
            } else if (text[i] >= '0' && text[i] <= '9' && octet <= 25) {
                octet = Math.max(octet, 0) * 10 + text[i] - '0';
            } else {
                return -1;
            }
            if (octet > 255) {
                return -1;
            }
        }
        return dots == 3 && octet >= 0 ? value << 8 | octet : -1;
    }

    private boolean six(byte[] text, int length) {
        int groups = 0;
        int gap = -1;
        int at = 0;
        if (length >= 2 && text[0] == ':' && text[1] == ':') {
            gap = 0;
            at = 2;
        }
        while (at < length && groups < 8) {
            int end = at;
            while (end < length && text[end] != ':') {
                end++;
            }
            int value = hex(text, at, end);
            if (value >= 0) {
                high = high << 16 | low >>> 48;
                low = low << 16 | value;
                groups++;
            } else {
                // The last two groups may be written as an IPv4 address.
                long quad = end == length ? quad(text, at, end) : -1;
                if (quad < 0 || groups > 6) {
                    return false;
                }
                high = high << 32 | low >>> 32;
                low = low << 32 | quad;
                groups += 2;
            }
            at = end + 1;
            if (at < length && text[at] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = groups;
                at++;
            } else if (at == length) {
                return false;
            }
        }
        return at >= length && (gap >= 0 ? groups < 8 && widen(groups, gap) : groups == 8);
    }

    /** Parses up to four hexadecimal digits; -1 when they are none. */
    private static int hex(byte[] text, int from, int to) {
        if (from == to || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Inserts the zero groups that {@code ::} stands for before the groups after it. */
    private boolean widen(int groups, int gap) {
        for (int inserted = groups; inserted < 8; inserted++) {
            int after = 16 * (groups - gap);
            long lowTail = after >= 64 ? low : low & (1L << after) - 1;
            long highTail = after <= 64 ? 0 : high & (1L << after - 64) - 1;
            long lowHead = low ^ lowTail;
            long highHead = high ^ highTail;
            high = highHead << 16 | lowHead >>> 48 | highTail;
            low = lowHead << 16 | lowTail;
        }
        return true;
    }
}
