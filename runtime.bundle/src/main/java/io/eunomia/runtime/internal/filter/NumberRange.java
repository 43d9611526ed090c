package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.math.BigInteger;

/** The numbers that satisfy a comparison: one closed interval, which may be empty or have no end. */
final class NumberRange {
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger SIGNED_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger SIGNED_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** The bounds; null where there is no end. */
    private final BigInteger from;
    private final BigInteger to;
    // The bounds of the 64-bit numbers in it, both with the sign bit flipped for unsigned ones, so that a signed comparison
    // serves both.
    private final long low;
    private final long high;
    private final long flip;
    private final boolean empty;

    private NumberRange(BigInteger from, BigInteger to, boolean signed) {
        this.from = from;
        this.to = to;
        BigInteger least = signed ? SIGNED_MIN : BigInteger.ZERO;
        BigInteger most = signed ? SIGNED_MAX : UNSIGNED_MAX;
        BigInteger first = from == null ? least : from.max(least);
        BigInteger last = to == null ? most : to.min(most);
        this.flip = signed ? 0 : Long.MIN_VALUE;
        this.low = first.longValue() ^ flip;
        this.high = last.longValue() ^ flip;
        this.empty = first.compareTo(last) > 0;
    }

    /**
     * Makes the range for an operator.
     *
     * @param low the least number that counts as equal to the value
     * @param high the greatest such number; less than {@code low} for a value between two numbers
     */
    static NumberRange of(Operator operator, BigInteger low, BigInteger high, boolean signed) {
        return switch (operator) {
            case AT_LEAST -> new NumberRange(low, null, signed);
            case GREATER -> new NumberRange(high.add(BigInteger.ONE), null, signed);
            case AT_MOST -> new NumberRange(null, high, signed);
            case LESS -> new NumberRange(null, low.subtract(BigInteger.ONE), signed);
            default -> new NumberRange(low, high, signed);
        };
    }

    static NumberRange of(Operator operator, BigInteger value, boolean signed) {
        return of(operator, value, value, signed);
    }

    /** Tells whether it has a number from {@code least} to {@code most}. */
    boolean meets(BigInteger least, BigInteger most) {
        BigInteger first = from == null ? least : from.max(least);
        return first.compareTo(to == null ? most : to.min(most)) <= 0;
    }

    /** Tells whether it has every number from {@code least} to {@code most}. */
    boolean covers(BigInteger least, BigInteger most) {
        return (from == null || from.compareTo(least) <= 0) && (to == null || to.compareTo(most) >= 0);
    }

    /** Tells whether a number is in it. @param number of 64 bits or less, as the range was asked for with or without sign */
    boolean contains(long number) {
        long comparable = number ^ flip;
        return !empty && comparable >= low && comparable <= high;
    }
}
