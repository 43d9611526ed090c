package io.eunomia.runtime.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers of up to 128 bits: {@code 42}, {@code -1}, {@code 0x2a}, also {@code 1e6} and {@code 3.0}. */
public final class WholeNumber {
    private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]{1,32})");
    /** The exponent is bounded, since a number of a billion digits would be made of it. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,20})?(?:[eE][+]?[0-9]{1,2})?");

    private WholeNumber() {
    }

    /** @return empty for what is no number or not whole */
    public static Optional<BigInteger> parse(String text) {
        Matcher hex = HEX.matcher(text);
        if (hex.matches()) {
            return Optional.of(new BigInteger(hex.group(1) + hex.group(2), 16));
        }
        return decimal(text).filter(WholeNumber::whole).map(BigDecimal::toBigInteger);
    }

    /** @return empty for what is no decimal number; it may have a fraction */
    public static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    public static boolean whole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
