package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.filter.FilterNode.Item;
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
        BigInteger least = signed ? SIGNED_MIN : BigInteger.ZERO;
        BigInteger most = signed ? SIGNED_MAX : UNSIGNED_MAX;
        BigInteger from = low.max(least);
        BigInteger to = high.min(most);
        this.empty = from.compareTo(to) > 0;
        this.flip = signed ? 0 : Long.MIN_VALUE;
        this.low = from.longValue() ^ flip;
        this.high = to.longValue() ^ flip;
    }

    /** @param value the item's value, which may lie outside what the field can hold */
    static NumberRange of(Item item, BigInteger value, boolean signed) {
        return switch (item.operator()) {
            case AT_LEAST -> new NumberRange(value, UNSIGNED_MAX.max(value), signed);
            case AT_MOST -> new NumberRange(SIGNED_MIN.min(value), value, signed);
            default -> new NumberRange(value, value, signed);
        };
    }

    boolean contains(long number) {
        long comparable = number ^ flip;
        return !empty && comparable >= low && comparable <= high;
    }
}
