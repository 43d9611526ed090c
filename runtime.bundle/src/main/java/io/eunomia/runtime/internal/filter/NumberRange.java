package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.math.BigInteger;

/** The 64-bit numbers that satisfy a comparison: one closed interval, possibly empty. */
final class NumberRange {
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger SIGNED_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger SIGNED_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final boolean empty;
    // Both with the sign bit flipped for unsigned numbers, so that a signed comparison serves both.
    private final long low;
    private final long high;
    private final long flip;

    private NumberRange(BigInteger low, BigInteger high, boolean signed) {
        BigInteger from = low.max(least(signed));
        BigInteger to = high.min(most(signed));
        this.empty = from.compareTo(to) > 0;
        this.flip = signed ? 0 : Long.MIN_VALUE;
        this.low = from.longValue() ^ flip;
        this.high = to.longValue() ^ flip;
    }

    private static BigInteger least(boolean signed) {
        return signed ? SIGNED_MIN : BigInteger.ZERO;
    }

    private static BigInteger most(boolean signed) {
        return signed ? SIGNED_MAX : UNSIGNED_MAX;
    }

    /**
     * @param low least of the numbers that are equal to what is compared with
     * @param high greatest of them; less than {@code low} for what lies between two numbers
     */
    static NumberRange of(Operator operator, BigInteger low, BigInteger high, boolean signed) {
        return switch (operator) {
            case AT_LEAST -> new NumberRange(low, most(signed), signed);
            case GREATER -> new NumberRange(high.add(BigInteger.ONE), most(signed), signed);
            case AT_MOST -> new NumberRange(least(signed), high, signed);
            case LESS -> new NumberRange(least(signed), low.subtract(BigInteger.ONE), signed);
            default -> new NumberRange(low, high, signed);
        };
    }

    static NumberRange of(Operator operator, BigInteger value, boolean signed) {
        return of(operator, value, value, signed);
    }

    /** Whether it has a number from {@code least} to {@code most}, which the type of both must be able to hold. */
    boolean meets(BigInteger least, BigInteger most) {
        return !empty && low <= (most.longValue() ^ flip) && high >= (least.longValue() ^ flip);
    }

    /** Whether it has every number from {@code least} to {@code most}, which the type of both must be able to hold. */
    boolean covers(BigInteger least, BigInteger most) {
        return !empty && low <= (least.longValue() ^ flip) && high >= (most.longValue() ^ flip);
    }

    boolean contains(long number) {
        long comparable = number ^ flip;
        return !empty && comparable >= low && comparable <= high;
    }
}
