package io.eunomia.runtime.internal.argument;

import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.runtime.internal.text.NearestName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one value that is no array and no struct. */
@FunctionalInterface
interface ScalarReader {
    Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]{1,400}\\.?[0-9]{0,400}|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?");

    /** Reads a value. @throws BadValue naming what is expected */
    Object read(String path, String text);

    static ScalarReader bool() {
        return (path, text) -> truth(path, text);
    }

    static boolean truth(String path, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new BadValue(path, text, "true or false", "true or false; yes, no, on, off, 1 and 0 do too");
        };
    }

    /** Reads a character as such, or in quotes where it is a digit, or its number. */
    static ScalarReader character(NumberText numbers) {
        return (path, text) -> {
            boolean quoted = text.length() == 3 && text.charAt(0) == '\'' && text.charAt(2) == '\'';
            boolean plain = text.length() == 1 && !Character.isDigit(text.charAt(0));
            char one = quoted ? text.charAt(1) : plain ? text.charAt(0) : 0;
            if ((quoted || plain) && one < 0x80) {
                return BigInteger.valueOf(one);
            }
            try {
                return numbers.parse(path, text);
            } catch (BadValue e) {
                throw new BadValue(path, text, "one ASCII character or its number from " + numbers.least() + " to "
                        + numbers.most() + " (" + numbers.typeName() + ")", "z, 122 or '7'; '7' is the digit");
            }
        };
    }

    static ScalarReader enumerator(EnumType choice, String typeName) {
        NumberText numbers = new NumberText(typeName, 8 * choice.size(), choice.signed(), "");
        return (path, text) -> {
            String word = text.strip();
            Optional<Long> named = choice.values().stream().filter(one -> one.name().equals(word))
                    .map(BtfType.Enumerator::value).findFirst();
            if (named.isPresent()) {
                return choice.signed() ? BigInteger.valueOf(named.get())
                        : new BigInteger(Long.toUnsignedString(named.get()));
            }
            try {
                return numbers.parse(path, text);
            } catch (BadValue e) {
                List<String> names = choice.values().stream().map(BtfType.Enumerator::name).toList();
                throw new BadValue(path, text, "an enumerator of " + typeName + " (" + NearestName.few(word, names)
                        + ") or a number from " + numbers.least() + " to " + numbers.most(),
                        names.isEmpty() ? "1" : names.get(0));
            }
        };
    }

    /** Reads a decimal number. @param size in bytes, 4 or 8 */
    static ScalarReader decimal(int size, String typeName) {
        return (path, text) -> {
            String word = text.strip().toLowerCase(Locale.ROOT);
            Optional<Number> value = decimal(word);
            boolean fits = value.isPresent() && (value.get() instanceof Double
                    || Double.isFinite(size == Float.BYTES ? value.get().floatValue() : value.get().doubleValue()));
            if (!fits) {
                throw new BadValue(path, text, "a decimal number " + (size == Float.BYTES ? "from -3.4e38 to 3.4e38"
                        : "from -1.79e308 to 1.79e308") + " (" + typeName + ")", "0.25, -1e3, infinity or nan");
            }
            return value.get();
        };
    }

    private static Optional<Number> decimal(String word) {
        return switch (word) {
            case "nan" -> Optional.of(Double.NaN);
            case "inf", "infinity", "+inf", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> DECIMAL.matcher(word).matches() ? Optional.of(new BigDecimal(word)) : Optional.empty();
        };
    }
}
