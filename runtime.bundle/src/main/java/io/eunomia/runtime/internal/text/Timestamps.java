package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;

/**
 * Writes times of events that follow one another; the part that changes once a second is formatted once a second. Confined
 * to one thread.
 */
public final class Timestamps {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Length of {@code 2026-11-22T20:17:14.}: up to and with the point. */
    private static final int RFC_3339_SECONDS = 20;
    /** Length of {@code 20:17:14.}. */
    private static final int CLOCK_SECONDS = 9;

    private final LocalZone zone;
    private final Utf8Sink seconds = new Utf8Sink(32);
    private long second = Long.MIN_VALUE;

    private Timestamps(LocalZone zone) {
        this.zone = zone;
    }

    /** Writes as {@link TimeText#rfc3339} does. */
    public static Timestamps rfc3339() {
        return new Timestamps(null);
    }

    /** Writes as {@link TimeText#clock} does. */
    public static Timestamps clock(LocalZone zone) {
        return new Timestamps(zone);
    }

    public void append(long epochNanos, Utf8Sink out) {
        long wanted = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        if (wanted != second) {
            writeSecond(wanted);
        }
        int nanos = (int) (epochNanos - wanted * NANOS_PER_SECOND);
        out.put(seconds.array(), 0, seconds.length());
        if (zone == null) {
            TimeText.nanosOfSecond(nanos, out);
            out.put('Z');
        } else {
            TimeText.millisOfSecond(nanos, out);
        }
    }

    private void writeSecond(long wanted) {
        seconds.clear();
        long nanos = wanted * NANOS_PER_SECOND;
        if (zone == null) {
            TimeText.rfc3339(nanos, seconds);
            seconds.truncate(RFC_3339_SECONDS);
        } else {
            TimeText.clock(nanos, zone.offsetSeconds(nanos), seconds);
            seconds.truncate(CLOCK_SECONDS);
        }
        second = wanted;
    }
}
