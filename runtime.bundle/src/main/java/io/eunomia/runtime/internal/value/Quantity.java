package io.eunomia.runtime.internal.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses spans and sizes with their units: {@code 10ms}, {@code 1.25 ms}, {@code 2m05s}, {@code 64k}, {@code 1.5 MiB}. */
public final class Quantity {
    private static final String NUMBER = "([0-9]{1,20}(?:\\.[0-9]{1,9})?)";
    private static final String SPAN_UNIT = "(ns|us|µs|ms|min|m|h|d|s)";
    private static final Pattern SPAN_PART = Pattern.compile(NUMBER + " ?" + SPAN_UNIT);
    private static final Pattern SPAN = Pattern.compile("([+-]?)((?:" + NUMBER + " ?" + SPAN_UNIT + "){1,8})");
    private static final Pattern SIZE = Pattern.compile("([+-]?[0-9]{1,20}(?:\\.[0-9]{1,9})?) ?([kmgtpe]?)(?:i?b)?");

    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1000L, "µs", 1000L, "ms", 1_000_000L,
            "s", 1_000_000_000L, "m", 60_000_000_000L, "min", 60_000_000_000L, "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    private Quantity() {
    }

    /** Parses a span. @return nanoseconds, with a fraction perhaps; empty when the text is no span with a unit */
    public static Optional<BigDecimal> nanos(String text) {
        Matcher span = SPAN.matcher(text.toLowerCase(Locale.ROOT).replace('\u03bc', '\u00b5'));
        if (!span.matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = SPAN_PART.matcher(span.group(2));
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
        }
        return Optional.of(span.group(1).equals("-") ? nanos.negate() : nanos);
    }

    /** Returns the length of a unit. @return how many nanoseconds a unit such as {@code us} has; empty for another word */
    public static Optional<Long> nanosOf(String unit) {
        return Optional.ofNullable(NANOS.get(unit));
    }

    /**
     * Parses a size; units are powers of 1024.
     *
     * @return bytes, with a fraction perhaps; empty when the text is no size with a unit
     */
    public static Optional<BigDecimal> bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches() || WholeNumber.decimal(text).isPresent()) {
            return Optional.empty();
        }
        int power = size.group(2).isEmpty() ? 0 : 1 + "kmgtpe".indexOf(size.group(2));
        return Optional.of(new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << 10 * power)));
    }
}
