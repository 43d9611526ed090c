package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;

/** Writes points in time, given in ns since the epoch. */
public final class TimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;

    private TimeText() {
    }

    /** Writes RFC 3339 in UTC with nine decimals: {@code 2026-11-22T20:17:14.123456789Z}. */
    public static void rfc3339(long epochNanos, Utf8Sink out) {
        long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        date(Math.floorDiv(seconds, SECONDS_PER_DAY), out);
        out.put('T');
        timeOfDay((int) Math.floorMod(seconds, SECONDS_PER_DAY), out);
        out.put('.');
        digits((int) Math.floorMod(epochNanos, NANOS_PER_SECOND), 9, out);
        out.put('Z');
    }

    /** Writes {@code HH:MM:SS.mmm}. @param zoneSeconds the local zone's offset from UTC */
    public static void clock(long epochNanos, int zoneSeconds, Utf8Sink out) {
        long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND) + zoneSeconds;
        timeOfDay((int) Math.floorMod(seconds, SECONDS_PER_DAY), out);
        out.put('.');
        digits((int) (Math.floorMod(epochNanos, NANOS_PER_SECOND) / 1_000_000), 3, out);
    }

    static void nanosOfSecond(int nanos, Utf8Sink out) {
        digits(nanos, 9, out);
    }

    static void millisOfSecond(int nanos, Utf8Sink out) {
        digits(nanos / 1_000_000, 3, out);
    }

    private static void timeOfDay(int second, Utf8Sink out) {
        digits(second / 3600, 2, out);
        out.put(':');
        digits(second / 60 % 60, 2, out);
        out.put(':');
        digits(second % 60, 2, out);
    }

    /** Writes the Gregorian date of a day since the epoch, by eras of 400 years that begin on a 1st of March. */
    private static void date(long epochDay, Utf8Sink out) {
        long day = epochDay + 719_468;
        long era = Math.floorDiv(day, 146_097);
        int dayOfEra = (int) Math.floorMod(day, 146_097L);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        digits((int) (era * 400 + yearOfEra + (month <= 2 ? 1 : 0)), 4, out);
        out.put('-');
        digits(month, 2, out);
        out.put('-');
        digits(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2, out);
    }

    private static void digits(int value, int count, Utf8Sink out) {
        int start = out.length();
        byte[] bytes = out.room(count);
        int rest = value;
        for (int i = start + count - 1; i >= start; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        out.advance(count);
    }
}
