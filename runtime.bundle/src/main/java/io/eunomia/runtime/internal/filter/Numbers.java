package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in filters: {@code 42}, {@code -1}, {@code 0x2a}, {@code 10ms}, {@code 4k}. */
final class Numbers {
    private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]{1,16})");
    private static final Pattern DECIMAL = Pattern.compile("([+-]?[0-9]{1,20}(?:\\.[0-9]{1,9})?) ?([a-zA-Z]{0,3})");

    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1000L, "ms", 1_000_000L, "s", 1_000_000_000L,
            "m", 60_000_000_000L, "min", 60_000_000_000L, "h", 3_600_000_000_000L, "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES = Map.ofEntries(Map.entry("b", 1L),
            Map.entry("k", 1L << 10), Map.entry("kb", 1L << 10), Map.entry("kib", 1L << 10),
            Map.entry("m", 1L << 20), Map.entry("mb", 1L << 20), Map.entry("mib", 1L << 20),
            Map.entry("g", 1L << 30), Map.entry("gb", 1L << 30), Map.entry("gib", 1L << 30),
            Map.entry("t", 1L << 40), Map.entry("tb", 1L << 40), Map.entry("tib", 1L << 40));

    private Numbers() {
    }

    /** @param unit of the field: {@code ns us ms s bytes} or empty */
    static BigInteger integer(Item item, String unit) {
        String units = switch (unit) {
            case "ns", "us", "ms", "s" -> ", also with a unit such as 10ms";
            case "bytes" -> ", also with a unit such as 4k";
            default -> "";
        };
        return tryInteger(item.value(), unit).orElseThrow(() ->
                unfit(item, "no whole number", "write it like 42 or 0x2a" + units));
    }

    static Optional<BigInteger> tryInteger(String text, String unit) {
        Matcher hex = HEX.matcher(text);
        if (hex.matches()) {
            return Optional.of(new BigInteger(hex.group(1) + hex.group(2), 16));
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (!decimal.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(decimal.group(1));
        String suffix = decimal.group(2).toLowerCase(Locale.ROOT);
        Optional<BigDecimal> scaled = suffix.isEmpty() ? Optional.of(number) : scaled(number, suffix, unit);
        return scaled.filter(value -> value.stripTrailingZeros().scale() <= 0).map(BigDecimal::toBigInteger);
    }

    private static Optional<BigDecimal> scaled(BigDecimal number, String suffix, String unit) {
        Map<String, Long> factors = unit.equals("bytes") ? BYTES : NANOS.containsKey(unit) ? NANOS : Map.of();
        Long factor = factors.get(suffix);
        if (factor == null) {
            return Optional.empty();
        }
        long one = unit.equals("bytes") ? 1 : NANOS.get(unit);
        BigDecimal product = number.multiply(BigDecimal.valueOf(factor));
        BigDecimal[] parts = product.divideAndRemainder(BigDecimal.valueOf(one));
        return parts[1].signum() == 0 ? Optional.of(parts[0]) : Optional.empty();
    }

    static double floating(Item item) {
        try {
            return Double.parseDouble(item.value());
        } catch (NumberFormatException e) {
            throw unfit(item, "no number", "write it like 1.5");
        }
    }

    static TrackerException unfit(Item item, String problem, String hint) {
        return FilterParser.failure("filter, position " + item.valuePosition() + ": \"" + item.value() + "\" is " + problem
                + ", which field " + item.attribute() + " needs after " + item.operator().text(), hint);
    }
}
