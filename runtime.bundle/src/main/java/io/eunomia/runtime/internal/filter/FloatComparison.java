package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.util.Locale;
import java.util.regex.Pattern;

/** Compares float and double at their own precision: a float that is shown as 0.1 is equal to 0.1. */
final class FloatComparison {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]{1,400}\\.?[0-9]{0,400}|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?");

    private FloatComparison() {
    }

    static RecordTest test(FieldType type, Item item, Place place) {
        String text = item.value().strip();
        if (item.operator().equality() && (text.isEmpty() || text.equals("null"))) {
            // JSON has no other way to show infinity and NaN, so null or an empty value means them.
            return record -> !Double.isFinite(place.floating(record));
        }
        double value = parse(type, item, text);
        if (Double.isNaN(value)) {
            if (!item.operator().equality()) {
                throw Refusal.operator(item, "NaN is less and greater than nothing", "compare NaN with = or !=");
            }
            return record -> Double.isNaN(place.floating(record));
        }
        if (Double.isInfinite(value) && item.operator() == (value > 0 ? Operator.GREATER : Operator.LESS)) {
            throw Refusal.never(item, "no number is " + (value > 0 ? "greater" : "less"), "compare with another number");
        }
        return switch (item.operator()) {
            case AT_LEAST -> record -> place.floating(record) >= value;
            case AT_MOST -> record -> place.floating(record) <= value;
            case GREATER -> record -> place.floating(record) > value;
            case LESS -> record -> place.floating(record) < value;
            default -> record -> place.floating(record) == value;
        };
    }

    /**
     * Replaces a number that is too large for the type. Every finite number is on one side of it and infinity on the other,
     * so it is compared like the greatest finite number, or like infinity where that number must not match.
     */
    private static double beyond(FieldType type, Item item, double infinity) {
        boolean single = type.bits() == Float.SIZE;
        double last = Math.copySign(single ? Float.MAX_VALUE : Double.MAX_VALUE, infinity);
        return switch (item.operator()) {
            case GREATER, AT_MOST -> infinity > 0 ? last : infinity;
            case LESS, AT_LEAST -> infinity > 0 ? infinity : last;
            default -> throw Refusal.never(item, "a " + (single ? "float" : "double") + " holds no number so large",
                    "write infinity if that is meant");
        };
    }

    private static double parse(FieldType type, Item item, String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan":
                return Double.NaN;
            case "infinity", "inf", "+infinity", "+inf":
                return Double.POSITIVE_INFINITY;
            case "-infinity", "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                break;
        }
        if (item.wild() || !DECIMAL.matcher(text).matches()) {
            throw Refusal.unfit(item, "no number", "write it like 1.5 or -1e3"
                    + (item.operator().equality() ? ", infinity or NaN" : ""));
        }
        double value = type.bits() == Float.SIZE ? Float.parseFloat(text) : Double.parseDouble(text);
        return Double.isInfinite(value) ? beyond(type, item, value) : value;
    }
}
