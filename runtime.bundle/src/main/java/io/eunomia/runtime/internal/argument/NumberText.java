package io.eunomia.runtime.internal.argument;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.NamedNumbers;
import io.eunomia.runtime.internal.value.IpAddress;
import io.eunomia.runtime.internal.value.Quantity;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads integers of a width and sign, in every form in which such a value is shown. */
record NumberText(String typeName, int bits, boolean signed, String show) {

    BigInteger least() {
        return signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    }

    BigInteger most() {
        return BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    /** Reads a number. @throws BadValue naming type, range and an example */
    BigInteger parse(String path, String text) {
        BigInteger value = number(text.strip()).orElseThrow(() -> unread(path, text.strip()));
        if (value.compareTo(least()) < 0 || value.compareTo(most()) > 0) {
            throw refused(path, text);
        }
        return value;
    }

    private BadValue refused(String path, String text) {
        return new BadValue(path, text, "a whole number from " + least() + " to " + most() + " (" + typeName
                + ")", example());
    }

    private BadValue unread(String path, String text) {
        List<String> meant = WholeNumber.meanings(text).stream().filter(this::fits).toList();
        return meant.isEmpty() || show.equals("file_mode") ? refused(path, text) : new BadValue(path, text, "a whole number ("
                + typeName + ") that does not begin with 0, which is octal to some and decimal to others",
                String.join(" or ", meant));
    }

    /** Returns an example: one of the forms of such a value that fits in. */
    private String example() {
        List<String> examples = switch (show) {
            case "duration_ns", "duration_us", "duration_ms" -> List.of("10ms");
            case "duration_s" -> List.of("10s");
            case "bytes" -> List.of("4096", "64k", "1MiB");
            case "ipv4_be" -> List.of("127.0.0.1");
            default -> NamedNumbers.named(show) ? List.of(NamedNumbers.example(show).split(" or "))
                    : List.of("42", "0x2a", "64k");
        };
        List<String> fitting = examples.stream().filter(this::fits).toList();
        return fitting.isEmpty() ? most().toString() : String.join(" or ", fitting);
    }

    private boolean fits(String text) {
        return number(text).filter(value -> value.compareTo(least()) >= 0 && value.compareTo(most()) <= 0).isPresent();
    }

    private Optional<BigInteger> number(String text) {
        if (NamedNumbers.named(show)) {
            var named = NamedNumbers.number(show, text);
            if (named.isPresent()) {
                return Optional.of(BigInteger.valueOf(named.getAsLong()));
            }
        }
        if (show.equals("ipv4_be") && text.indexOf('.') > 0) {
            return address(text);
        }
        Optional<BigInteger> whole = WholeNumber.parse(text).map(this::asBits);
        if (whole.isEmpty() && truth(text)) {
            return Optional.of(text.equals("true") ? BigInteger.ONE : BigInteger.ZERO);
        }
        return (whole.isPresent() ? whole : quantity(text)).map(this::stored);
    }

    private static boolean truth(String text) {
        return text.equals("true") || text.equals("false");
    }

    /** Interprets hexadecimal as bits: 0xffffffff is -1 in a signed field of 32 bits. */
    private BigInteger asBits(BigInteger value) {
        boolean negative = signed && value.compareTo(most()) > 0 && value.bitLength() == bits
                && (show.startsWith("hex") || show.endsWith("addr"));
        return negative ? value.subtract(BigInteger.ONE.shiftLeft(bits)) : value;
    }

    private Optional<BigInteger> quantity(String text) {
        Optional<BigDecimal> value = switch (show) {
            case "duration_ns", "duration_us", "duration_ms", "duration_s" -> Quantity.nanos(text)
                    .map(nanos -> nanos.divide(BigDecimal.valueOf(Quantity.nanosOf(show.substring(9)).orElseThrow())));
            case "bytes" -> Quantity.bytes(text);
            // A small m alone is refused, because it is a minute to some and a mebibyte to others.
            default -> text.endsWith("m") ? Optional.empty() : Quantity.bytes(text);
        };
        return value.filter(WholeNumber::whole).map(BigDecimal::toBigInteger);
    }

    /** Swaps ports in network order, which are given as they are shown, in host order. */
    private BigInteger stored(BigInteger value) {
        boolean port = show.equals("port_be") && value.signum() >= 0 && value.bitLength() <= 16;
        return port ? BigInteger.valueOf(Short.reverseBytes(value.shortValue()) & 0xffff) : value;
    }

    private static Optional<BigInteger> address(String text) {
        IpAddress address = new IpAddress();
        Utf8Sink bytes = new Utf8Sink(64).text(text.toLowerCase(Locale.ROOT));
        if (!address.parse(bytes.array(), bytes.length()) || !address.four()) {
            return Optional.empty();
        }
        return Optional.of(BigInteger.valueOf(Integer.reverseBytes((int) address.low()) & 0xffffffffL));
    }
}
