package io.eunomia.runtime.view;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and shows durations: {@code 250ms}, {@code 3s}, {@code 2m}, {@code 1h}, or seconds without a unit. */
public final class Durations {
    private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|)");

    private Durations() {
    }

    /** @throws IllegalArgumentException for any other text; the message tells what is accepted */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration: write 250ms, 3s, 2m, 1h, or a number of seconds");
        }
        double unit = switch (matcher.group(2)) {
            case "ms" -> 1e-3;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
        return Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * unit * 1e9));
    }

    /** Shows a duration as {@code 0.9 s}, {@code 12.3 s}, {@code 4m05s}, {@code 2h03m} or {@code 3d04h}. */
    public static String show(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return seconds < 86400 ? String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60)
                : String.format(Locale.ROOT, "%dd%02dh", seconds / 86400, seconds / 3600 % 24);
    }
}
