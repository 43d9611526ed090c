package io.eunomia.runtime.internal.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Parses durations and sizes as a package and its options write them: {@code 3s}, {@code 1m30s}, {@code 64k}, {@code 1MiB}. */
public final class Units {

    private Units() {
    }

    /**
     * Parses a duration; a bare number counts nanoseconds.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Duration duration(String text) {
        BigDecimal nanos = text.matches("\\d{1,18}") ? new BigDecimal(text) : Quantity.nanos(text)
                .filter(value -> value.signum() >= 0)
                .orElseThrow(() -> new IllegalArgumentException("a duration such as 3s, 100ms or 1m30s"));
        return Duration.ofNanos(whole(nanos, "a duration of less than 292 years"));
    }

    /**
     * Parses a size in bytes; k, M, G are powers of 1024.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static long bytes(String text) {
        BigDecimal bytes = text.matches("\\d{1,18}") ? new BigDecimal(text) : Quantity.bytes(text)
                .filter(value -> value.signum() >= 0)
                .orElseThrow(() -> new IllegalArgumentException("a size such as 4096, 64k or 1MiB"));
        return whole(bytes, "a size of less than 8 EiB");
    }

    private static long whole(BigDecimal value, String expected) {
        try {
            return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }
}
