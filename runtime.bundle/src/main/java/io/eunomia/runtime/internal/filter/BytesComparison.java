package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.math.BigInteger;
import java.util.Locale;

/** Raw bytes by their hexadecimal digits, numbers of 128 bits, and IP addresses. */
final class BytesComparison {
    private static final int WIDE_DIGITS = 32;
    private final FieldType type;
    private final Item item;
    private final Place place;
    private final Utf8Sink scratch;

    BytesComparison(FieldType type, Item item, Place place, Utf8Sink scratch) {
        this.type = type;
        this.item = item;
        this.place = place;
        this.scratch = scratch;
    }

    /** Digits in the order of memory: {@code deadbeef}, {@code 0xDEADBEEF}, {@code de:ad:be:ef}. */
    RecordTest bytes() {
        String[] parts = item.parts().stream().map(part -> part.strip().toLowerCase(Locale.ROOT).replace(":", ""))
                .toArray(String[]::new);
        if (parts[0].startsWith("0x")) {
            parts[0] = parts[0].substring(2);
        }
        int digits = 0;
        for (String part : parts) {
            if (!part.matches("[0-9a-f]*")) {
                throw Refusal.unfit(item, "no hexadecimal digits", "write bytes like deadbeef or de:ad:be:ef");
            }
            digits += part.length();
        }
        checkLength(digits);
        return matching(TextPattern.of(item.operator(), parts));
    }

    private void checkLength(int digits) {
        if (!item.operator().equality()) {
            return;
        }
        boolean tooLong = type.room() > 0 && digits > 2 * type.room();
        boolean tooShort = !item.wild() && (type.whole() && digits < 2 * type.room() || digits % 2 != 0);
        if (tooLong || tooShort) {
            String has = type.room() == 0 ? "a byte has two digits" : "the field has " + (type.whole() ? "" : "at most ")
                    + type.room() + " bytes, which are " + 2 * type.room() + " digits";
            throw Refusal.never(item, has, "for bytes that begin with these write " + item.value() + "*");
        }
    }

    /** Shown as hexadecimal of full width, which orders as the number does. */
    RecordTest wide() {
        String text = item.value().strip();
        if (item.wild()) {
            return matching(TextPattern.of(item));
        }
        BigInteger value = text.matches("[0-9a-fA-F]{" + WIDE_DIGITS + "}") ? new BigInteger(text, 16)
                : WholeNumber.parse(text).orElseThrow(() -> Refusal.unfit(item, "no whole number",
                        "write it like 42 or 0x2a"));
        if (value.signum() < 0 || value.bitLength() > type.bits()) {
            throw Refusal.never(item, "the field is shown as an unsigned number of 128 bits", "compare it with such");
        }
        String digits = value.toString(16);
        return matching(TextPattern.of(item.operator(), "0x" + "0".repeat(WIDE_DIGITS - digits.length()) + digits));
    }

    /** {@code 127.0.0.1}, {@code 10.0.0.0/8}, {@code 10.*}, and what is shown of other families. */
    RecordTest address() {
        if (!item.operator().equality()) {
            throw Refusal.unfit(item, "not ordered", "compare addresses with =, ranges like 10.0.0.0/8");
        }
        if (item.wild()) {
            if (!item.parts().stream().allMatch(part -> part.matches("[0-9a-fA-F:.]*"))) {
                throw AddressRange.unfit(item);
            }
            return matching(TextPattern.of(item));
        }
        String text = item.value().strip();
        // Of a family that is neither, the bytes are shown as they are, or nothing if all are zero.
        if (type.bits() != Integer.SIZE && text.matches("(?:[0-9a-fA-F]{" + WIDE_DIGITS + "})?")) {
            return matching(TextPattern.of(item.operator(), text.toLowerCase(Locale.ROOT)));
        }
        AddressRange range = AddressRange.parse(item);
        if (type.bits() == Integer.SIZE && !range.four()) {
            throw Refusal.never(item, "the field holds IPv4 addresses", "write one like 127.0.0.1 or 10.0.0.0/8");
        }
        return record -> range.contains(place.text(record, scratch));
    }

    private RecordTest matching(TextPattern pattern) {
        return record -> pattern.matches(place.text(record, scratch));
    }
}
