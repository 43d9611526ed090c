package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import java.util.Locale;

/** Compares raw bytes by their hexadecimal digits, and IP addresses. */
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

    /** Compares bytes, whose digits are in the order of memory: {@code deadbeef}, {@code 0xDEADBEEF}, {@code de:ad:be:ef}. */
    RecordTest bytes() {
        String[] parts = item.parts().stream().map(part -> part.strip().toLowerCase(Locale.ROOT).replace(":", ""))
                .toArray(String[]::new);
        if (parts[0].startsWith("0x")) {
            parts[0] = parts[0].substring(2);
        }
        for (String part : parts) {
            if (!part.matches("[0-9a-f]*")) {
                throw Refusal.unfit(item, "no hexadecimal digits", "write bytes like " + example());
            }
        }
        String all = String.join("", parts);
        return item.operator().equality() ? equal(parts, all) : ordered(all);
    }

    private RecordTest equal(String[] parts, String all) {
        int most = 2 * type.room();
        String has = "the field has " + (type.whole() ? "" : "at most ") + type.room() + " bytes, which are " + most
                + " digits";
        if (most > 0 && all.length() > most) {
            throw Refusal.never(item, has, item.wild() ? "write fewer digits beside the *, such as " + all.substring(0,
                    most - 2) + '*' : "write the first " + most + " digits: " + all.substring(0, most));
        }
        if (!item.wild() && all.length() % 2 != 0) {
            throw Refusal.unfit(item, "half a byte too much: a byte has two digits", "for bytes that begin with these write "
                    + all + '*');
        }
        if (!item.wild() && type.whole() && all.length() < most) {
            throw Refusal.never(item, has, "for bytes that begin with these write " + all + '*');
        }
        return matching(TextPattern.of(item.operator(), parts));
    }

    /** Compares in the order of the digits: the greatest value has only the digit f, and the least only 0 or no digit. */
    private RecordTest ordered(String digits) {
        boolean bounded = type.room() > 0;
        String most = "f".repeat(2 * type.room());
        String least = type.whole() ? "0".repeat(2 * type.room()) : "";
        String room = bounded ? "the field has " + (type.whole() ? "" : "at most ") + type.room() + " bytes" : "no bytes are less";
        boolean never = switch (item.operator()) {
            case GREATER -> bounded && digits.compareTo(most) >= 0;
            case AT_LEAST -> bounded && digits.compareTo(most) > 0;
            case LESS -> digits.compareTo(least) <= 0;
            default -> digits.compareTo(least) < 0;
        };
        if (never) {
            throw Refusal.never(item, room, "compare with bytes like 80");
        }
        boolean always = switch (item.operator()) {
            case GREATER -> digits.compareTo(least) < 0;
            case AT_LEAST -> digits.compareTo(least) <= 0;
            case LESS -> bounded && digits.compareTo(most) > 0;
            default -> bounded && digits.compareTo(most) >= 0;
        };
        return always ? new Always(room) : matching(TextPattern.of(item.operator(), digits));
    }

    /** Compares addresses: {@code 127.0.0.1}, {@code 10.0.0.0/8}, {@code 10.*}, and what is shown for other families. */
    RecordTest address() {
        if (!item.operator().equality()) {
            throw Refusal.unfit(item, "not ordered", "compare addresses with =, ranges like 10.0.0.0/8");
        }
        if (item.wild()) {
            if (!item.parts().stream().allMatch(part -> part.matches("[0-9a-fA-F:.]*"))) {
                throw AddressRange.unfit(item, type.bits());
            }
            return matching(TextPattern.of(item));
        }
        String text = item.value().strip();
        // For a family that is neither, the bytes are shown as they are, or nothing if all are zero.
        if (type.bits() != Integer.SIZE && text.matches("(?:[0-9a-fA-F]{" + WIDE_DIGITS + "})?")) {
            return matching(TextPattern.of(item.operator(), text.toLowerCase(Locale.ROOT)));
        }
        AddressRange range = AddressRange.parse(item, type.bits());
        if (type.bits() == Integer.SIZE && !range.four()) {
            throw Refusal.never(item, "the field holds IPv4 addresses", "write one like 127.0.0.1 or 10.0.0.0/8");
        }
        boolean all = type.bits() == Integer.SIZE && range.everything();
        return all ? new Always("every address is in that range")
                : record -> range.contains(place.text(record, scratch));
    }

    /** Returns as many bytes as the field takes, for messages. */
    private String example() {
        String digits = "deadbeef".repeat(type.room() / 4 + 1);
        return type.room() == 0 ? "deadbeef" : type.whole() && type.room() <= 16 || type.room() < 4
                ? digits.substring(0, 2 * type.room()) : "deadbeef" + (type.whole() ? "*" : "");
    }

    private RecordTest matching(TextPattern pattern) {
        return record -> pattern.matches(place.text(record, scratch));
    }
}
