package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.math.BigInteger;

/** Compares numbers of 128 bits, which are shown as hexadecimal of full width. */
final class WideComparison {
    private static final int DIGITS = 32;
    private final FieldType type;
    private final Item item;
    private final Place place;
    private final Utf8Sink scratch;

    WideComparison(FieldType type, Item item, Place place, Utf8Sink scratch) {
        this.type = type;
        this.item = item;
        this.place = place;
        this.scratch = scratch;
    }

    RecordTest test() {
        if (item.wild()) {
            return digits();
        }
        BigInteger value = value(item.value().strip());
        NumberRange range = NumberRange.of(item.operator(), value, type.signed());
        if (!range.meets(type.least(), type.most())) {
            throw Refusal.outOfRange(item, type);
        }
        return range.covers(type.least(), type.most()) ? new Always(Refusal.range(type)) : compared(value);
    }

    /** Parses a value; with all its digits it stands for the bits as they are shown, also those of a negative number. */
    private BigInteger value(String text) {
        String digits = text.matches("0[xX].*") ? text.substring(2) : text;
        if (digits.matches("[0-9a-fA-F]{" + DIGITS + "}") && (digits.length() < text.length() || !digits.matches("[0-9]*"))) {
            BigInteger bits = new BigInteger(digits, 16);
            return type.signed() && bits.testBit(type.bits() - 1) ? bits.subtract(BigInteger.ONE.shiftLeft(type.bits())) : bits;
        }
        return WholeNumber.parse(text).orElseThrow(() -> Refusal.unfit(item, "no whole number", "write it like 42 or 0x2a"));
    }

    private RecordTest compared(BigInteger value) {
        // Flipping the sign bit orders signed numbers like unsigned ones.
        long flip = type.signed() ? Long.MIN_VALUE : 0;
        long high = value.shiftRight(Long.SIZE).longValue() ^ flip;
        long low = value.longValue();
        return record -> {
            byte[] shown = place.text(record, scratch).array();
            int order = Long.compareUnsigned(word(shown, 2) ^ flip, high);
            order = order != 0 ? order : Long.compareUnsigned(word(shown, 2 + DIGITS / 2), low);
            return switch (item.operator()) {
                case AT_LEAST -> order >= 0;
                case GREATER -> order > 0;
                case AT_MOST -> order <= 0;
                case LESS -> order < 0;
                default -> order == 0;
            };
        };
    }

    /** Parses sixteen digits of a text that the decoder wrote. */
    private static long word(byte[] text, int from) {
        long word = 0;
        for (int i = from; i < from + DIGITS / 2; i++) {
            word = word << 4 | Character.digit(text[i], 16);
        }
        return word;
    }

    /** Compares the digits as they are shown. */
    private RecordTest digits() {
        String all = String.join("", item.parts()).toLowerCase(java.util.Locale.ROOT);
        if (!item.operator().equality() || !all.matches("(?:0x)?[0-9a-f]*") || all.length() > DIGITS + 2) {
            throw Refusal.unfit(item, "no part of 0x and " + DIGITS + " hexadecimal digits", "write it like 42 or 0x2a");
        }
        TextPattern pattern = TextPattern.of(item);
        return record -> pattern.matches(place.text(record, scratch));
    }
}
