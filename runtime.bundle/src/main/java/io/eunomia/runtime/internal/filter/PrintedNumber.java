package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.text.UnitText;
import io.eunomia.runtime.internal.value.Quantity;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses spans and sizes with a unit. Plain text cuts them to three digits, so a value written as it is shown stands for
 * all numbers that are shown so.
 */
final class PrintedNumber {
    /** Sizes from 2^50 on are cut a little below what the digits say. */
    private static final List<Long> NEAR = List.of(0L, 1024L);

    private final FieldType type;

    PrintedNumber(FieldType type) {
        this.type = type;
    }

    /**
     * The numbers that count as equal to the written value.
     *
     * @param high less than {@code low} where the value lies between two
     */
    record Interval(BigInteger low, BigInteger high) {
    }

    Optional<Interval> parse(String text) {
        Optional<BigDecimal> number = type.show().equals("bytes") ? Quantity.bytes(text)
                : unitNanos().flatMap(unit -> Quantity.nanos(text).map(nanos -> nanos.divide(BigDecimal.valueOf(unit))));
        return number.map(value -> interval(value, text));
    }

    private Interval interval(BigDecimal value, String text) {
        BigInteger first = value.setScale(0, RoundingMode.UP).toBigInteger();
        String written = canonical(text);
        for (long more : NEAR) {
            BigInteger candidate = first.add(BigInteger.valueOf(first.signum() < 0 ? -more : more));
            if (holds(candidate) && canonical(shown(candidate)).equals(written)) {
                return new Interval(last(candidate, written, -1), last(candidate, written, 1));
            }
        }
        return WholeNumber.whole(value) ? new Interval(first, first)
                : new Interval(value.setScale(0, RoundingMode.CEILING).toBigInteger(),
                        value.setScale(0, RoundingMode.FLOOR).toBigInteger());
    }

    private boolean holds(BigInteger number) {
        return number.compareTo(type.least()) >= 0 && number.compareTo(type.most()) <= 0;
    }

    /** Returns the number farthest in that direction that is shown the same. */
    private BigInteger last(BigInteger from, String written, int direction) {
        BigInteger found = from;
        for (int bit = Long.SIZE; bit >= 0; bit--) {
            BigInteger next = found.add(BigInteger.ONE.shiftLeft(bit).multiply(BigInteger.valueOf(direction)));
            if (holds(next) && canonical(shown(next)).equals(written)) {
                found = next;
            }
        }
        return found;
    }

    /** Returns the nanoseconds of the field's unit; empty when the field is no span. */
    private Optional<Long> unitNanos() {
        String show = type.show();
        int unit = show.startsWith("duration_") || show.startsWith("ktime_") || show.startsWith("boottime_")
                ? show.indexOf('_') + 1 : -1;
        return unit < 0 ? Optional.empty() : Quantity.nanosOf(show.substring(unit));
    }

    private String shown(BigInteger number) {
        Utf8Sink out = new Utf8Sink(32);
        if (type.show().equals("bytes")) {
            UnitText.bytes(number.longValue(), type.signed(), out);
        } else if (type.show().startsWith("duration_")) {
            UnitText.duration(number.longValue(), unitNanos().orElseThrow(), type.signed(), out);
        }
        return out.toString();
    }

    /**
     * Brings a value to one spelling: {@code 1.2 MiB}, {@code 1.2MB} and {@code 1.2m} are the same; a minute may be called
     * min.
     */
    private String canonical(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replace(" ", "").replace('\u03bc', 'u').replace('\u00b5', 'u');
        if (!type.show().equals("bytes")) {
            return bare.replace("min", "m");
        }
        return bare.replaceFirst("i?b$", "");
    }
}
