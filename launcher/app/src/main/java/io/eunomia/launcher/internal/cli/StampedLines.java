package io.eunomia.launcher.internal.cli;

import java.io.PrintStream;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Puts the time before each message: ISO 8601 in local time, to the millisecond. Lines that belong to it, such as a stack
 * trace, are passed on as they are.
 */
final class StampedLines extends PrintStream {
    private static final int TO_MILLIS = "2026-11-29T05:53:00.123".length();

    /** Writes to a stream. @param to not closed by this */
    StampedLines(PrintStream to) {
        super(to, true);
    }

    @Override
    public void println(String message) {
        super.println(stamp(OffsetDateTime.now()) + ' ' + message);
    }

    static String stamp(OffsetDateTime time) {
        // A nanosecond is added, because the format leaves out zeros after the minutes or seconds.
        String digits = time.toLocalDateTime().truncatedTo(ChronoUnit.MILLIS).plusNanos(1).toString();
        return digits.substring(0, TO_MILLIS) + time.getOffset();
    }
}
