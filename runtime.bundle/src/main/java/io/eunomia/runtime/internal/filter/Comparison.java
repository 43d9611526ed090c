package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Comparisons with a record's fields, by what the field's values are. */
final class Comparison {
    private final Item item;
    private final Utf8Sink scratch;

    /** @param scratch where text is written to be compared */
    private Comparison(Item item, Utf8Sink scratch) {
        this.item = item;
        this.scratch = scratch;
    }

    /** @throws io.eunomia.runtime.TrackerException when the value is none of the field's or can never be */
    static RecordTest of(Field field, FieldType type, Item item, Utf8Sink scratch) {
        int index = field.index();
        if (item.presence()) {
            return record -> record.present(index);
        }
        Comparison comparison = new Comparison(item, scratch);
        return type.kind() == Kind.ARRAY ? comparison.array(index, type)
                : comparison.value(type, Place.field(index));
    }

    /** An array matches by any of its elements; written as a list, or with wildcards, also as a whole. */
    private RecordTest array(int index, FieldType type) {
        Place whole = Place.field(index);
        if (item.value().strip().startsWith("[") && !item.wild() && item.operator().equality()) {
            return text(whole, TextPattern.of(item.operator(), ListValue.compact(item.value().strip())));
        }
        Place element = Place.elementOf(index);
        if (item.wild() || type.element().kind() == Kind.OTHER) {
            TextPattern pattern = item.operator() == Operator.LIKE ? null : TextPattern.of(item);
            RecordTest all = pattern == null ? like(whole) : text(whole, pattern);
            RecordTest one = pattern == null ? like(element) : text(element, pattern);
            return record -> all.matches(record) || element.any(record, one);
        }
        RecordTest test = value(type.element(), element);
        return record -> element.any(record, test);
    }

    private RecordTest value(FieldType type, Place place) {
        if (item.operator() == Operator.LIKE) {
            return like(type, place);
        }
        return switch (type.kind()) {
            case BOOL -> bool(place);
            case NUMBER, ENUM -> new NumberComparison(type, item, place, scratch).test();
            case TIME -> time(type, place);
            case FLOAT -> FloatComparison.test(type, item, place);
            case TEXT -> characters(type, place);
            case ADDRESS -> new BytesComparison(type, item, place, scratch).address();
            case BYTES -> new BytesComparison(type, item, place, scratch).bytes();
            case WIDE -> new BytesComparison(type, item, place, scratch).wide();
            default -> text(place, TextPattern.of(item));
        };
    }

    private RecordTest bool(Place place) {
        long wanted = switch (item.value().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> 1;
            case "false", "0", "no", "off" -> 0;
            default -> throw Refusal.unfit(item, "neither true nor false", "write true or false");
        };
        if (!item.operator().equality()) {
            throw Refusal.unfit(item, "not ordered", "compare truth values with =");
        }
        return record -> place.number(record) == wanted;
    }

    private RecordTest time(FieldType type, Place place) {
        Optional<RecordTest> point = TimeComparison.test(item, place::epochNanos, scratch);
        return point.orElseGet(() -> new NumberComparison(type, item, place, scratch).test());
    }

    private RecordTest characters(FieldType type, Place place) {
        int least = item.parts().stream().mapToInt(Comparison::leastBytes).sum();
        if (item.operator().equality() && type.room() > 0 && least > type.room()) {
            throw Refusal.never(item, "the field has " + type.room() + " bytes, this has " + least,
                    "write the first " + (type.room() - 1) + " bytes, which is what the kernel keeps of a longer name");
        }
        return text(place, TextPattern.of(item));
    }

    /** The fewest bytes of a record that are shown like this: an escape stands for one. */
    private static int leastBytes(String text) {
        return text.replaceAll("\\\\(?:u[0-9a-f]{4}|[ntr])", "?").replace('\ufffd', '?')
                .getBytes(StandardCharsets.UTF_8).length;
    }

    private RecordTest text(Place place, TextPattern pattern) {
        return record -> pattern.matches(place.text(record, scratch));
    }

    private RecordTest like(FieldType type, Place place) {
        boolean text = switch (type.kind()) {
            case TEXT, ENUM, ADDRESS, BYTES, WIDE, OTHER -> true;
            case NUMBER -> !type.digits() && !type.display().startsWith("duration_") && !type.display().equals("bytes");
            default -> false;
        };
        if (!text) {
            throw Refusal.operator(item, "it is " + switch (type.kind()) {
                case BOOL -> "true or false";
                case TIME -> "a time";
                default -> "a number";
            }, "compare it with ==, !=, <, >, <= or >=");
        }
        return like(place);
    }

    private RecordTest like(Place place) {
        RegularExpression expression = RegularExpression.of(item);
        return record -> expression.matches(place.text(record, scratch));
    }
}
