package io.eunomia.runtime.internal.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 3s}, {@code 1m30s}, {@code 64k}, {@code 1MiB}. */
final class Units {
    private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|µs|ms|s|m|h))+");
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "ms", 1_000_000L,
            "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kKmMgG]?)(?:i?[bB])?");

    private Units() {
    }

    /** @throws IllegalArgumentException saying what was expected; a bare number counts nanoseconds */
    static Duration duration(String text) {
        if (text.matches("\\d{1,18}")) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        if (!DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("a duration such as 3s, 100ms or 1m30s");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = DURATION_PART.matcher(text);
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
        }
        return Duration.ofNanos(whole(nanos, "a duration of less than 292 years"));
    }

    /** @throws IllegalArgumentException saying what was expected; k, M, G are powers of 1024 */
    static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size such as 4096, 64k or 1MiB");
        }
        int power = " kmg".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2).toLowerCase(java.util.Locale.ROOT));
        return whole(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << 10 * power)),
                "a size of less than 8 EiB");
    }

    private static long whole(BigDecimal value, String expected) {
        try {
            return value.setScale(0, java.math.RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }
}
