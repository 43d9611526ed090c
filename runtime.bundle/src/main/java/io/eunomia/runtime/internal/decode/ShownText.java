package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.HexText;
import io.eunomia.runtime.internal.text.LocalZone;
import io.eunomia.runtime.internal.text.TimeText;
import io.eunomia.runtime.internal.text.UnitText;

/** Writes values in the forms of {@link ShowRule}. Any thread may use it. */
final class ShownText {
    /** AT_FDCWD of fcntl.h. */
    private static final long CURRENT_FOLDER = -100;

    private final KernelClock clock;
    private final LocalZone zone;
    private final SystemNames names;
    private final OpenFlags openFlags = new OpenFlags(System.getProperty("os.arch"));

    /** Makes one that looks up no names. */
    ShownText(KernelClock clock, LocalZone zone) {
        this(clock, zone, SystemNames.NONE);
    }

    ShownText(KernelClock clock, LocalZone zone, SystemNames names) {
        this.names = names;
        this.clock = clock;
        this.zone = zone;
    }

    void text(ShowRule show, long value, boolean signed, Utf8Sink out) {
        text(show, 0, value, signed, out);
    }

    /** Writes a value. @param process that it is of, for show rules that depend on one */
    void text(ShowRule show, long process, long value, boolean signed, Utf8Sink out) {
        switch (show) {
            case KTIME_NS, BOOTTIME_NS, KTIME_US, KTIME_MS -> time(show, value, out);
            case DURATION_NS -> UnitText.duration(value, signed, out);
            case DURATION_US -> UnitText.duration(value, 1000, signed, out);
            case DURATION_MS -> UnitText.duration(value, 1_000_000, signed, out);
            case DURATION_S -> UnitText.duration(value, 1_000_000_000, signed, out);
            case BYTES -> UnitText.bytes(value, signed, out);
            case HEX8 -> hexadecimal(value, 8, out);
            case HEX16 -> hexadecimal(value, 16, out);
            case HEX32 -> hexadecimal(value, 32, out);
            case HEX64, KADDR, UADDR -> HexText.digits(value, 16, out.put('0').put('x'));
            case OPEN_FLAGS -> openFlags.append(value, out);
            case FILE_MODE -> HexText.octal(value, out);
            case DEV -> device(value, out);
            case SIGNAL, ERRNO, ERRNO_POSITIVE, RESULT, DIRFD, FAMILY, TCP_STATE, CAPABILITY, SYSCALL -> named(show, value, signed, out);
            case KSYM, USYM, USER, GROUP, DISK, CGROUP -> lookedUp(show, process, value, signed, out);
            default -> number(value, signed, out);
        }
    }

    private void lookedUp(ShowRule show, long process, long value, boolean signed, Utf8Sink out) {
        AddedValue name = names.name(show.lookedUp(), process, value);
        if (name != null) {
            out.put(name.plain());
        } else if (show == ShowRule.KSYM || show == ShowRule.USYM) {
            HexText.minimal(value, out.put('0').put('x'));
        } else if (show == ShowRule.DISK) {
            device(value, out);
        } else {
            number(value, signed, out);
        }
    }

    private static void device(long value, Utf8Sink out) {
        out.decimal(value >>> 20 & 0xfff).put(':').decimal(value & 0xfffff);
    }

    /** Writes all digits of its width, or of 64 bits when it does not fit. */
    private static void hexadecimal(long value, int bits, Utf8Sink out) {
        boolean fits = value >> bits == 0 || value >> bits - 1 == -1;
        HexText.digits(value, fits ? bits / 4 : 16, out.put('0').put('x'));
    }

    /** Writes JSON, for show rules that are {@linkplain ShowRule#quoted quoted}. */
    void json(ShowRule show, long process, long value, boolean signed, Utf8Sink out) {
        AddedValue name = show.lookedUp() == null ? null : names.name(show.lookedUp(), process, value);
        if (name != null) {
            out.put(name.json());
            return;
        }
        boolean unset = value == 0 && (show.time() || show == ShowRule.SIGNAL);
        if (unset) {
            out.ascii("null");
            return;
        }
        out.put('"');
        if (show.time()) {
            TimeText.rfc3339(epochNanos(show, value), out);
        } else {
            text(show, process, value, signed, out);
        }
        out.put('"');
    }

    /** Returns ns since the epoch; 0 for a time that is not set. */
    long epochNanos(ShowRule show, long value) {
        if (value == 0) {
            return 0;
        }
        return switch (show) {
            case BOOTTIME_NS -> value + clock.boottimeOffset();
            case KTIME_US -> value * 1000 + clock.monotonicOffset();
            case KTIME_MS -> value * 1_000_000 + clock.monotonicOffset();
            default -> value + clock.monotonicOffset();
        };
    }

    private void time(ShowRule show, long value, Utf8Sink out) {
        if (value != 0) {
            clock(epochNanos(show, value), out);
        }
    }

    /** Writes the local time of day. */
    void clock(long epochNanos, Utf8Sink out) {
        TimeText.clock(epochNanos, zone.offsetSeconds(epochNanos), out);
    }

    private static void named(ShowRule show, long value, boolean signed, Utf8Sink out) {
        byte[] name = switch (show) {
            case SIGNAL -> NumberNames.signal(value);
            case ERRNO, RESULT -> value < 0 ? NumberNames.errno(-value) : null;
            case ERRNO_POSITIVE -> NumberNames.errno(value < 0 ? -value : value);
            case CAPABILITY -> NumberNames.capability(value);
            case SYSCALL -> SystemCallNames.name(value);
            case FAMILY -> NumberNames.family(value);
            case TCP_STATE -> NumberNames.tcpState(value);
            default -> null;
        };
        if (name != null) {
            out.put(name);
        } else if (show == ShowRule.DIRFD && value == CURRENT_FOLDER) {
            out.ascii("AT_FDCWD");
        } else if (show == ShowRule.SYSCALL && SystemCallNames.compat(value)) {
            HexText.minimal(value & 0xffffffffL, out.put('0').put('x'));
        } else if (show != ShowRule.SIGNAL || value != 0) {
            number(value, signed, out);
        }
    }

    private static void number(long value, boolean signed, Utf8Sink out) {
        if (signed) {
            out.decimal(value);
        } else {
            out.unsigned(value);
        }
    }
}
