package io.eunomia.runtime.internal.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Returns the local zone's offset from UTC, which is looked up again only when a transition has been passed. Any thread may
 * use it.
 */
public final class LocalZone {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ZoneRules rules;
    private volatile Period period = new Period(0, 0, 0);

    /**
     * A period in which one offset holds.
     *
     * @param from second since the epoch
     * @param to second after the last for which the offset holds
     */
    private record Period(long from, long to, int offset) {
    }

    public LocalZone(ZoneId zone) {
        this.rules = zone.getRules();
    }

    public static LocalZone system() {
        return new LocalZone(ZoneId.systemDefault());
    }

    public int offsetSeconds(long epochNanos) {
        long second = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        Period known = period;
        if (second < known.from || second >= known.to) {
            known = periodOf(second);
            period = known;
        }
        return known.offset;
    }

    private Period periodOf(long second) {
        Instant instant = Instant.ofEpochSecond(second);
        ZoneOffsetTransition last = rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition next = rules.nextTransition(instant);
        return new Period(last == null ? Long.MIN_VALUE : last.toEpochSecond(),
                next == null ? Long.MAX_VALUE : next.toEpochSecond(), rules.getOffset(instant).getTotalSeconds());
    }
}
