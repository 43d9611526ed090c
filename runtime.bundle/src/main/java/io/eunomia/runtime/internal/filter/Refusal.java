package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.math.BigInteger;

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
    static NeverMatches never(Item item, String reason, String hint) {
        return new NeverMatches(FilterParser.failure(neverText(item, reason), hint));
    }

    /** The value is none that the field's type knows, most likely misspelt: refused where it is negated too. */
    static TrackerException unknown(Item item, String reason, String hint) {
        return FilterParser.failure(neverText(item, reason), hint);
    }

    private static String neverText(Item item, String reason) {
        return "filter, position " + item.valuePosition() + ": " + item.attribute() + ' ' + item.operator().text() + ' '
                + item.value() + " can never match: " + reason;
    }

    static NeverMatches outOfRange(Item item, FieldType type) {
        BigInteger least = item.operator() == Operator.LESS ? type.least().add(BigInteger.ONE) : type.least();
        BigInteger most = item.operator() == Operator.GREATER ? type.most().subtract(BigInteger.ONE) : type.most();
        return never(item, range(type), "compare with a number in that range" + (least.equals(type.least())
                && most.equals(type.most()) ? "" : ", from " + least + " to " + most));
    }

    /** What numbers there are. */
    static String range(FieldType type) {
        return "the field holds " + type.least() + " to " + type.most();
    }

    /** The comparison is negated, and all events satisfy it. */
    static TrackerException always(Item item, Always test) {
        return FilterParser.failure("filter, position " + item.position() + ": the negation of " + item.attribute() + ' '
                + item.operator().text() + ' ' + item.value() + " can never match: " + test.reason(),
                "leave the negation out, or compare with another value");
    }

    /** @param kind what such values are called @param hint what to do instead */
    static TrackerException operator(Item item, String kind, String hint) {
        return FilterParser.failure("filter, position " + item.position() + ": field " + item.attribute()
                + " cannot be compared with " + item.operator().text() + ", since " + kind, hint);
    }
}
