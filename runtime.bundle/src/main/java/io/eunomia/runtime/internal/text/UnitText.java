package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;

/** Writes spans and sizes with three significant digits and a unit; cut, not rounded, so that no unit shows 1000. */
public final class UnitText {
    private static final String[] BYTE_UNITS = {" B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};

    private UnitText() {
    }

    /** Writes {@code 812 ns}, {@code 1.25 ms}, {@code 42.7 s}, {@code 2m05s}, {@code 3h20m}, {@code 5d07h}. */
    public static void duration(long nanos, boolean signed, Utf8Sink out) {
        long rest = magnitude(nanos, signed, out);
        if (Long.compareUnsigned(rest, 60_000_000_000L) >= 0) {
            longSpan(Long.divideUnsigned(rest, 1_000_000_000L), out);
        } else if (rest < 1000) {
            out.decimal(rest).ascii(" ns");
        } else if (rest < 1_000_000) {
            scaled(rest, 1000, out);
            out.ascii(" us");
        } else if (rest < 1_000_000_000) {
            scaled(rest, 1_000_000, out);
            out.ascii(" ms");
        } else {
            scaled(rest, 1_000_000_000, out);
            out.ascii(" s");
        }
    }

    /** Writes a span in another unit. @param unitNanos ns of one, a power of ten up to a second */
    public static void duration(long value, long unitNanos, boolean signed, Utf8Sink out) {
        long perSecond = 1_000_000_000L / unitNanos;
        boolean negative = signed && value < 0;
        long magnitude = negative ? -value : value;
        if (Long.compareUnsigned(magnitude, 60 * perSecond) < 0) {
            duration(value * unitNanos, signed, out);
        } else {
            // In nanoseconds it might overflow.
            out.ascii(negative ? "-" : "");
            longSpan(Long.divideUnsigned(magnitude, perSecond), out);
        }
    }

    private static void longSpan(long seconds, Utf8Sink out) {
        if (seconds < 3600) {
            pair(seconds / 60, 'm', seconds % 60, 's', out);
        } else if (seconds < 86_400) {
            pair(seconds / 3600, 'h', seconds / 60 % 60, 'm', out);
        } else {
            pair(seconds / 86_400, 'd', seconds / 3600 % 24, 'h', out);
        }
    }

    private static void pair(long large, char largeUnit, long small, char smallUnit, Utf8Sink out) {
        out.decimal(large).put(largeUnit).put((int) ('0' + small / 10)).put((int) ('0' + small % 10)).put(smallUnit);
    }

    /** Writes {@code 512 B}, {@code 1.5 MiB}. */
    public static void bytes(long bytes, boolean signed, Utf8Sink out) {
        long rest = magnitude(bytes, signed, out);
        int unit = 0;
        while (unit < BYTE_UNITS.length - 1 && Long.compareUnsigned(rest >>> 10 * unit, 1024) >= 0) {
            unit++;
        }
        // Below 2^60 a shift leaves room to multiply the remainder by 100.
        long whole = rest >>> 10 * unit;
        long remainder = rest - (whole << 10 * unit);
        int drop = Math.max(0, 10 * unit - 50);
        decimals(whole, (int) ((remainder >>> drop) * 100 >>> 10 * unit - drop), out);
        out.ascii(BYTE_UNITS[unit]);
    }

    private static long magnitude(long value, boolean signed, Utf8Sink out) {
        if (signed && value < 0) {
            out.put('-');
            return -value;
        }
        return value;
    }

    private static void scaled(long value, long unit, Utf8Sink out) {
        decimals(value / unit, (int) (value % unit * 100 / unit), out);
    }

    private static void decimals(long whole, int hundredths, Utf8Sink out) {
        out.decimal(whole);
        int tenths = hundredths / 10;
        boolean second = whole < 10 && hundredths % 10 != 0;
        if (whole < 100 && (tenths != 0 || second)) {
            out.put('.').put('0' + tenths);
            if (second) {
                out.put('0' + hundredths % 10);
            }
        }
    }
}
