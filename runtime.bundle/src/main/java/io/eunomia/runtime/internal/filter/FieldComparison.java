package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Comparisons with a record's fields, by what the field is. */
final class FieldComparison {

    private FieldComparison() {
    }

    /** @param scratch where text is written to be compared */
    static CompiledFilter of(Field field, Item item, Utf8Sink scratch) {
        int index = field.index();
        if (item.presence()) {
            return event -> event.present(index);
        }
        return switch (field.kind()) {
            case BOOL -> bool(index, item);
            case SIGNED, UNSIGNED -> number(field, item, scratch);
            case ENUM -> enumerator(field, item, scratch);
            case FLOAT -> floating(index, item);
            case TEXT -> address(field) ? address(index, item, scratch) : text(index, TextPattern.of(item), scratch);
            case BYTES -> bytes(index, item, scratch);
            case ARRAY -> text(index, TextPattern.of(item), scratch);
        };
    }

    private static CompiledFilter bool(int index, Item item) {
        long wanted = switch (item.value().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> 1;
            case "false", "0" -> 0;
            default -> throw Numbers.unfit(item, "neither true nor false", "write true or false");
        };
        if (item.operator() == Operator.AT_LEAST || item.operator() == Operator.AT_MOST) {
            throw Numbers.unfit(item, "not ordered", "compare truth values with =");
        }
        return event -> event.number(index) == wanted;
    }

    private static CompiledFilter number(Field field, Item item, Utf8Sink scratch) {
        int index = field.index();
        // Errno, signals and the like are also known by name; any number by the digits it begins or ends with.
        Optional<BigInteger> value = item.wild() ? Optional.empty() : Numbers.tryInteger(item.value(), field.unit());
        boolean equality = item.operator() == Operator.EQUAL || item.operator() == Operator.APPROXIMATE;
        if (value.isEmpty() && equality && (item.wild() || named(field))) {
            return text(index, TextPattern.of(item), scratch);
        }
        NumberRange range = NumberRange.of(item, value.orElseGet(() -> Numbers.integer(item, field.unit())),
                field.kind() == FieldKind.SIGNED);
        return event -> range.contains(event.number(index));
    }

    private static boolean named(Field field) {
        return switch (field.display()) {
            case "signal", "errno", "result", "open_flags", "dirfd", "dev", "family", "tcp_state" -> true;
            default -> false;
        };
    }

    private static CompiledFilter enumerator(Field field, Item item, Utf8Sink scratch) {
        int index = field.index();
        Optional<BigInteger> value = item.wild() ? Optional.empty() : Numbers.tryInteger(item.value(), "");
        if (value.isPresent()) {
            NumberRange range = NumberRange.of(item, value.get(), true);
            return event -> range.contains(event.number(index));
        }
        if (item.operator() == Operator.AT_LEAST || item.operator() == Operator.AT_MOST) {
            throw Numbers.unfit(item, "no number", "names of enumerators are compared with =");
        }
        return text(index, TextPattern.of(item), scratch);
    }

    private static CompiledFilter floating(int index, Item item) {
        double value = Numbers.floating(item);
        return switch (item.operator()) {
            case AT_LEAST -> event -> event.floating(index) >= value;
            case AT_MOST -> event -> event.floating(index) <= value;
            default -> event -> event.floating(index) == value;
        };
    }

    private static CompiledFilter text(int index, TextPattern pattern, Utf8Sink scratch) {
        return event -> {
            scratch.clear();
            event.appendText(index, scratch);
            return pattern.matches(scratch);
        };
    }

    /**
     * Bytes are written as hexadecimal digits: {@code deadbeef}, {@code 0xDEADBEEF}, {@code de:ad:be:ef}. Numbers too
     * wide for 64 bits are shown with 0x before them.
     */
    private static CompiledFilter bytes(int index, Item item, Utf8Sink scratch) {
        String[] parts = item.parts().stream()
                .map(part -> part.toLowerCase(Locale.ROOT).replace(":", "")).toArray(String[]::new);
        if (parts[0].startsWith("0x")) {
            parts[0] = parts[0].substring(2);
        }
        TextPattern plain = TextPattern.of(item.operator(), parts);
        parts[0] = "0x" + parts[0];
        TextPattern prefixed = TextPattern.of(item.operator(), parts);
        return event -> {
            scratch.clear();
            event.appendText(index, scratch);
            boolean wide = scratch.length() > 1 && scratch.array()[1] == 'x';
            return (wide ? prefixed : plain).matches(scratch);
        };
    }

    private static boolean address(Field field) {
        return field.display().equals("ip") || field.display().equals("ipv4_be");
    }

    private static CompiledFilter address(int index, Item item, Utf8Sink scratch) {
        if (item.wild()) {
            return text(index, TextPattern.of(item), scratch);
        }
        if (item.operator() == Operator.AT_LEAST || item.operator() == Operator.AT_MOST) {
            throw Numbers.unfit(item, "not ordered", "compare addresses with =, ranges like 10.0.0.0/8");
        }
        AddressRange range = AddressRange.parse(item);
        return event -> {
            scratch.clear();
            event.appendText(index, scratch);
            return range.contains(scratch);
        };
    }
}
