package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.math.BigInteger;

/** Makes the failures of comparisons that cannot be meant: they say what was written, where, and which values there are. */
final class Refusal {

    private Refusal() {
    }

    /** Refuses a value of another type. @param problem such as {@code no whole number} */
    static TrackerException unfit(Item item, String problem, String hint) {
        return FilterParser.failure("filter, position " + item.valuePosition() + ": \"" + item.value() + "\" is " + problem
                + ", which field " + item.attribute() + " needs after " + item.operator().text(), hint);
    }

    /** Refuses a value of the right type that no event has. @param reason a sentence that says which values there are */
    static NeverMatches never(Item item, String reason, String hint) {
        return new NeverMatches(FilterParser.failure(neverText(item, reason), hint));
    }

    /**
     * Refuses a name that the field's type does not know. It is most likely misspelt, so it is refused where it is negated
     * too.
     */
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

    /** Says which numbers the type can have. */
    static String range(FieldType type) {
        return "the field holds " + type.least() + " to " + type.most();
    }

    /** Refuses a negated comparison that all events satisfy. */
    static TrackerException always(Item item, Always test) {
        return FilterParser.failure("filter, position " + item.position() + ": the negation of " + item.attribute() + ' '
                + item.operator().text() + ' ' + item.value() + " can never match: " + test.reason(),
                "leave the negation out, or compare with another value");
    }

    /** Refuses an operator. @param kind what such values are called @param hint what to do instead */
    static TrackerException operator(Item item, String kind, String hint) {
        return FilterParser.failure("filter, position " + item.position() + ": field " + item.attribute()
                + " cannot be compared with " + item.operator().text() + ", since " + kind, hint);
    }
}
