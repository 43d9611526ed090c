package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;

/** Comparisons that cannot be meant: what was written, where, and what there is. */
final class Refusal {

    private Refusal() {
    }

    /** The value is of another type. @param problem such as {@code no whole number} */
    static TrackerException unfit(Item item, String problem, String hint) {
        return FilterParser.failure("filter, position " + item.valuePosition() + ": \"" + item.value() + "\" is " + problem
                + ", which field " + item.attribute() + " needs after " + item.operator().text(), hint);
    }

    /** The value is of the right type, but no event has it. @param reason a sentence that says what there is */
    static TrackerException never(Item item, String reason, String hint) {
        return FilterParser.failure("filter, position " + item.valuePosition() + ": " + item.attribute() + ' '
                + item.operator().text() + ' ' + item.value() + " can never match: " + reason, hint);
    }

    static TrackerException outOfRange(Item item, FieldType type) {
        return never(item, "the field holds " + type.least() + " to " + type.most(), "compare with a number in that range");
    }

    /** @param kind what such values are called @param hint what to do instead */
    static TrackerException operator(Item item, String kind, String hint) {
        return FilterParser.failure("filter, position " + item.position() + ": field " + item.attribute()
                + " cannot be compared with " + item.operator().text() + ", since " + kind, hint);
    }
}
