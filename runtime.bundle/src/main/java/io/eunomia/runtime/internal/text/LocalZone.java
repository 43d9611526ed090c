package io.eunomia.runtime.internal.text;

import java.time.Instant;
import java.time.ZoneId;

/** The local zone's offset from UTC without garbage: asked for once in a quarter of an hour. Any thread may use it. */
public final class LocalZone {
    /** Zones change their offset only at whole quarters of an hour. */
    private static final long QUARTER_NANOS = 900L * 1_000_000_000L;
    /** Offsets lie within 18 hours: 17 bits and a sign. */
    private static final int OFFSET_BITS = 20;

    private final ZoneId zone;
    // The quarter and its offset in one word, so that a race can only make both right.
    private volatile long cached = Long.MIN_VALUE;

    public LocalZone(ZoneId zone) {
        this.zone = zone;
    }

    public static LocalZone system() {
        return new LocalZone(ZoneId.systemDefault());
    }

    public int offsetSeconds(long epochNanos) {
        long quarter = Math.floorDiv(epochNanos, QUARTER_NANOS);
        long known = cached;
        if (known >> OFFSET_BITS == quarter) {
            return (int) (known << 64 - OFFSET_BITS >> 64 - OFFSET_BITS);
        }
        int offset = zone.getRules().getOffset(Instant.ofEpochSecond(quarter * 900)).getTotalSeconds();
        cached = quarter << OFFSET_BITS | offset & (1L << OFFSET_BITS) - 1;
        return offset;
    }
}
