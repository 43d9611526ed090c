package io.eunomia.shell.text;

import java.util.Locale;

/** Shows amounts in the unit in which they are short. */
final class Amounts {
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final String[] TIMES = {"ns", "us", "ms", "s"};

    private Amounts() {
    }

    /** Shows bytes as {@code 812 B}, {@code 4.0 KiB} or {@code 1.5 GiB}; null for less than none. */
    static String bytes(long bytes) {
        return bytes < 0 ? null : scaled(bytes, 1024, BYTES);
    }

    /** Shows a time as {@code 240 ns} or {@code 1.2 ms}. @param nanos in ns */
    static String nanos(double nanos) {
        return scaled(nanos, 1000, TIMES);
    }

    /** Shows a share as {@code 0.3%}; what is little is not shown as nothing. */
    static String share(double share) {
        double percent = share * 100;
        return percent == 0 ? "0%" : percent < 0.01 ? "<0.01%" : String.format(Locale.ROOT, percent < 1 ? "%.2f%%" : "%.1f%%", percent);
    }

    private static String scaled(double amount, int step, String... units) {
        double shown = amount;
        int unit = 0;
        while (shown >= step && unit + 1 < units.length) {
            shown /= step;
            unit++;
        }
        boolean whole = unit == 0 || shown >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", shown, units[unit]);
    }
}
