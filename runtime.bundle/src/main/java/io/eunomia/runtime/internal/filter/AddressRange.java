package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.value.IpAddress;

/** An IP address or a range like {@code 10.0.0.0/8}, compared with addresses as they are written, without garbage. */
final class AddressRange {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    private final IpAddress wanted;
    private final long highMask;
    private final long lowMask;
    private final IpAddress given = new IpAddress();

    private AddressRange(IpAddress wanted, int prefix) {
        this.wanted = wanted;
        // An IPv4 address stands in the last 32 bits, as if it were mapped.
        int bits = wanted.four() ? prefix + V6_BITS - V4_BITS : prefix;
        this.highMask = bits >= 64 ? -1 : mask(bits);
        this.lowMask = bits <= 64 ? 0 : mask(bits - 64);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }

    /** Parses an address or range. @param bits of the field's addresses */
    static AddressRange parse(Item item, int bits) {
        String text = item.value().strip();
        int slash = text.indexOf('/');
        IpAddress address = new IpAddress();
        Utf8Sink bytes = new Utf8Sink(64).text(slash < 0 ? text : text.substring(0, slash));
        if (!address.parse(bytes.array(), bytes.length())) {
            throw unfit(item, bits);
        }
        int most = address.four() ? V4_BITS : V6_BITS;
        if (slash < 0) {
            return new AddressRange(address, most);
        }
        String prefix = text.substring(slash + 1);
        // The first 96 bits of a mapped address are those that mark it as mapped.
        int before = address.mapped() ? V6_BITS - V4_BITS : 0;
        boolean number = prefix.matches("[0-9]{1,3}");
        if (!number || Integer.parseInt(prefix) - before > most || Integer.parseInt(prefix) < before) {
            throw unfit(item, bits);
        }
        return new AddressRange(address, Integer.parseInt(prefix) - before);
    }

    /** Makes the failure of a text that is no address. @param bits of the field's addresses */
    static RuntimeException unfit(Item item, int bits) {
        return Refusal.unfit(item, "no IP address", "write it like 127.0.0.1, 10.0.0.0/8"
                + (bits == Integer.SIZE ? "" : ", fe80::/10") + " or 10.*");
    }

    /** Tells whether every address of its family is in it. */
    boolean everything() {
        return highMask == 0 && lowMask == 0 || wanted.four() && (lowMask & 0xffffffffL) == 0;
    }

    /** Tells whether it is a range of IPv4 addresses. */
    boolean four() {
        return wanted.four();
    }

    boolean contains(Utf8Sink address) {
        return given.parse(address.array(), address.length()) && given.four() == wanted.four()
                && ((given.high() ^ wanted.high()) & highMask) == 0 && ((given.low() ^ wanted.low()) & lowMask) == 0;
    }
}
