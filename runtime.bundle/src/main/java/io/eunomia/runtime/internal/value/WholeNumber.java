package io.eunomia.runtime.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses whole numbers of up to 128 bits: {@code 42}, {@code -1}, {@code 0x2a}, {@code 0o52}, also {@code 1e6} and
 * {@code 3.0}. C reads a number that begins with 0 as octal and most people do not, so such a number is only accepted if it
 * means the same to both.
 */
public final class WholeNumber {
    private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]{1,32})");
    private static final Pattern OCTAL = Pattern.compile("([+-]?)0[oO]([0-7]{1,42})");
    private static final Pattern LEADING_ZERO = Pattern.compile("([+-]?)0+([1-9][0-9]{0,39})");
    /** The exponent is bounded, because a large one would make a number of a billion digits. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,20})?(?:[eE][+]?[0-9]{1,2})?");

    private WholeNumber() {
    }

    /** Parses a number. @return empty when the text is no number or not whole */
    public static Optional<BigInteger> parse(String text) {
        Matcher hex = HEX.matcher(text);
        if (hex.matches()) {
            return Optional.of(new BigInteger(hex.group(1) + hex.group(2), 16));
        }
        Matcher octal = OCTAL.matcher(text);
        if (octal.matches()) {
            return Optional.of(new BigInteger(octal.group(1) + octal.group(2), 8));
        }
        return ambiguous(text) ? Optional.empty() : decimal(text).filter(WholeNumber::whole).map(BigDecimal::toBigInteger);
    }

    /** Tells whether it is one number in C and another in decimal: {@code 0102}, {@code 08}. */
    public static boolean ambiguous(String text) {
        Matcher zero = LEADING_ZERO.matcher(text);
        return zero.matches() && zero.group(2).matches("[0-9]{2,}|[89]");
    }

    /** Returns unambiguous spellings of an {@link #ambiguous} number: in decimal, and in octal if it can be. */
    public static List<String> meanings(String text) {
        Matcher zero = LEADING_ZERO.matcher(text);
        if (!zero.matches() || !ambiguous(text)) {
            return List.of();
        }
        String sign = zero.group(1).equals("-") ? "-" : "";
        String decimal = sign + zero.group(2);
        return zero.group(2).matches("[0-7]*") ? List.of(decimal, sign + "0o" + zero.group(2)) : List.of(decimal);
    }

    /**
     * Parses a decimal number, which may have a fraction.
     *
     * @return empty when the text is no decimal number
     */
    public static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    public static boolean whole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
