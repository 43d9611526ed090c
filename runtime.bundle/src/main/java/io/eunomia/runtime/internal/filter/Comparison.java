package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.decode.NamedNumbers;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes comparisons with a record's fields, by the kind of the field's values. */
final class Comparison {
    private final Item item;
    private final Utf8Sink scratch;

    /** Compares one item. @param scratch where text is written to be compared */
    private Comparison(Item item, Utf8Sink scratch) {
        this.item = item;
        this.scratch = scratch;
    }

    /**
     * Makes the comparison of a field.
     *
     * @throws io.eunomia.runtime.TrackerException when the value does not fit the field or no event can have it
     */
    static RecordTest of(Field field, FieldType type, Item item, Utf8Sink scratch) {
        int index = field.index();
        if (item.presence()) {
            return record -> record.present(index);
        }
        Comparison comparison = new Comparison(item, scratch);
        return type.kind() == Kind.ARRAY ? comparison.array(index, type)
                : comparison.value(type, Place.field(index));
    }

    /**
     * Compares an array: a list is compared with the whole, any other value with each element, and one with wildcards with
     * both.
     */
    private RecordTest array(int index, FieldType type) {
        return ListComparison.of(item, index, type, (kind, one, place) -> new Comparison(one, scratch).element(kind, place))
                .orElseGet(() -> anyElement(index, type));
    }

    private RecordTest anyElement(int index, FieldType type) {
        FieldType innermost = type.innermost();
        Place element = Place.elementOf(index);
        if (item.operator() == Operator.LIKE) {
            RecordTest all = like(Place.field(index));
            RecordTest one = like(element);
            return record -> all.matches(record) || element.any(record, one);
        }
        if (item.wild()) {
            return wild(index, innermost, element);
        }
        RecordTest test = value(innermost, element);
        return test instanceof Always && type.room() > 0 ? test : record -> element.any(record, test);
    }

    /** Compares a value with wildcards. If it has characters that only lists have, it can only be meant for the whole array. */
    private RecordTest wild(int index, FieldType innermost, Place element) {
        RecordTest all = text(Place.field(index), TextPattern.of(item));
        try {
            RecordTest one = value(innermost, element);
            return record -> all.matches(record) || element.any(record, one);
        } catch (TrackerException | NeverMatches e) {
            if (item.value().matches("[^\\[\\],{}\"]*")) {
                throw e;
            }
            return all;
        }
    }

    /** Compares one element of a list; {@code *} stands for any. */
    private RecordTest element(FieldType type, Place place) {
        if (item.parts().equals(List.of("", ""))) {
            return record -> true;
        }
        boolean nothing = item.parts().equals(List.of("")) && type.kind() != Kind.TEXT && type.kind() != Kind.BYTES;
        if (nothing) {
            throw Refusal.unfit(item, "no value", "write one between the commas, or * for any");
        }
        return value(type, place);
    }

    private RecordTest value(FieldType type, Place place) {
        if (item.operator() == Operator.LIKE) {
            return like(type, place);
        }
        return switch (type.kind()) {
            case BOOL -> bool(place);
            case NUMBER, ENUM -> NamedNumbers.lookedUp(type.show()) && WholeNumber.parse(item.value().strip()).isEmpty()
                    ? name(place) : new NumberComparison(type, item, place, scratch).test();
            case TIME -> time(type, place);
            case FLOAT -> FloatComparison.test(type, item, place);
            case TEXT -> characters(type, place);
            case ADDRESS -> new BytesComparison(type, item, place, scratch).address();
            case BYTES -> new BytesComparison(type, item, place, scratch).bytes();
            case WIDE -> new WideComparison(type, item, place, scratch).test();
            default -> structure(type, place);
        };
    }

    /**
     * Compares a struct in an array, which is shown as a JSON object; arrays and structs inside it are compared as they are
     * shown.
     */
    private RecordTest structure(FieldType type, Place place) {
        if (!item.operator().equality()) {
            throw Refusal.operator(item, "structs have no order", "compare them with == or !=");
        }
        return StructComparison.of(item, type, place, (kind, one, where) -> new Comparison(one, scratch).element(kind, where))
                .orElseGet(() -> asShown(type, place));
    }

    private RecordTest asShown(FieldType type, Place place) {
        String text = ListValue.compact(item.value().strip());
        boolean closed = (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) && ListValue.end(text, 0) == text.length();
        if (!item.wild() && !closed && !type.members().isEmpty()) {
            throw Refusal.unfit(item, "no struct", "write its members, like " + StructComparison.example(type));
        }
        return text(place, item.wild() ? TextPattern.of(item) : TextPattern.of(item.operator(), text));
    }

    /** Compares a name that only the running system knows: nobody can say beforehand which there are. */
    private RecordTest name(Place place) {
        if (!item.operator().equality()) {
            throw Refusal.unfit(item, "no number", "names are compared with = and !=");
        }
        return text(place, TextPattern.of(item));
    }

    private RecordTest bool(Place place) {
        if (!item.operator().equality()) {
            throw Refusal.unfit(item, "not ordered", "compare truth values with =");
        }
        long wanted = switch (item.value().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> 1;
            case "false", "0", "no", "off" -> 0;
            default -> throw Refusal.unfit(item, "neither true nor false", "write true or false");
        };
        return record -> place.number(record) == wanted;
    }

    private RecordTest time(FieldType type, Place place) {
        Optional<RecordTest> point = TimeComparison.test(item, place::epochNanos, scratch);
        return point.orElseGet(() -> new NumberComparison(type, item, place, scratch).test());
    }

    private RecordTest characters(FieldType type, Place place) {
        int least = item.parts().stream().mapToInt(Comparison::leastBytes).sum();
        if (item.operator().equality() && type.room() > 0 && least > type.room()) {
            throw Refusal.never(item, "the field has " + type.room() + " bytes, this has " + least, item.wild()
                    ? "write fewer beside the *" : "write the first " + type.room() + " bytes, "
                    + begin(type.room()) + (type.room() > 1 ? "; or " + (type.room() - 1) + ", as the kernel keeps of a longer"
                    + " name: " + begin(type.room() - 1) : ""));
        }
        boolean empty = item.value().isEmpty();
        if (empty && item.operator() == Operator.LESS) {
            throw Refusal.never(item, "no text is less than none", "compare with some text, or with == for the empty one");
        }
        return empty && item.operator() == Operator.AT_LEAST ? new Always("no text is less than none")
                : text(place, TextPattern.of(item));
    }

    /** Returns as many characters of the value as have at most that many bytes. */
    private String begin(int bytes) {
        String text = item.value();
        int end = 0;
        while (end < text.length() && leastBytes(text.substring(0, text.offsetByCodePoints(end, 1))) <= bytes) {
            end = text.offsetByCodePoints(end, 1);
        }
        return text.substring(0, end);
    }

    /** Returns the fewest bytes of a record that are shown like this text, in which an escape stands for one byte. */
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
            case NUMBER -> !type.digits() && !type.show().startsWith("duration_") && !type.show().equals("bytes");
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
