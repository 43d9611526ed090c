package io.eunomia.launcher.internal.cli;

import java.io.PrintStream;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Puts the time before each message: ISO 8601 in local time, to the millisecond. What follows it, such as a stack trace, is passed on. */
final class StampedLines extends PrintStream {
    private static final int TO_MILLIS = "2026-11-29T05:53:00.123".length();

    /** @param to not closed by this */
    StampedLines(PrintStream to) {
        super(to, true);
    }

    @Override
    public void println(String message) {
        super.println(stamp(OffsetDateTime.now()) + ' ' + message);
    }

    static String stamp(OffsetDateTime time) {
        // A nanosecond more: with nothing after the minutes or seconds, those would be left out.
        String digits = time.toLocalDateTime().truncatedTo(ChronoUnit.MILLIS).plusNanos(1).toString();
        return digits.substring(0, TO_MILLIS) + time.getOffset();
    }
}
