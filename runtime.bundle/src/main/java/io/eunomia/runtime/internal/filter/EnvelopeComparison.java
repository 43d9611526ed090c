package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.math.BigInteger;
import java.util.List;

/** Compares values that are not the record's own: {@code @stream}, {@code @sequence}, {@code @timestamp}. */
final class EnvelopeComparison {

    private EnvelopeComparison() {
    }

    /**
     * Makes the comparison.
     *
     * @return null for any other attribute; {@code stream} and {@code sequence} are accepted too when no field has that
     *     name
     */
    static RecordTest of(EventSchema schema, Item item, Utf8Sink scratch) {
        return switch (item.attribute()) {
            case "@stream", "stream" -> stream(schema, item);
            case "@sequence", "sequence" -> sequence(item);
            case "@timestamp" -> timestamp(item, scratch);
            default -> null;
        };
    }

    static boolean isStream(Item item) {
        return (item.attribute().equals("@stream") || item.attribute().equals("stream")) && !item.presence();
    }

    /** Compares the stream's name once, because the answer is the same for all its events. */
    private static RecordTest stream(EventSchema schema, Item item) {
        boolean matches = ofStream(schema.stream(), item);
        return record -> matches;
    }

    private static boolean ofStream(String stream, Item item) {
        Utf8Sink name = new Utf8Sink(32).text(stream);
        return item.presence() || (item.operator() == Operator.LIKE ? RegularExpression.of(item).matches(name)
                : TextPattern.of(item).matches(name));
    }

    /**
     * Refuses a stream name that cannot match.
     *
     * @param positive false where the comparison is negated
     * @throws io.eunomia.runtime.TrackerException when no stream has that name, or all have and the comparison is negated
     */
    static void checkStream(Item item, List<? extends EventSchema> streams, boolean positive) {
        List<String> names = streams.stream().map(EventSchema::stream).distinct().toList();
        if (!positive && names.stream().allMatch(name -> ofStream(name, item))) {
            throw Refusal.always(item, new Always("the tracker has no other stream"));
        }
        if (names.stream().noneMatch(name -> ofStream(name, item))) {
            throw Refusal.unknown(item, "the tracker has no such stream", "there are " + String.join(", ", names));
        }
    }

    private static RecordTest sequence(Item item) {
        if (item.presence()) {
            return record -> true;
        }
        BigInteger value = WholeNumber.parse(item.value().strip()).filter(number -> item.operator() != Operator.LIKE)
                .orElseThrow(() -> Refusal.unfit(item, "no whole number", "write it like 42"));
        NumberRange range = NumberRange.of(item.operator(), value, true);
        if (!range.meets(BigInteger.ONE, BigInteger.valueOf(Long.MAX_VALUE))) {
            throw Refusal.never(item, "events are numbered from 1", "compare with a number from 1");
        }
        return range.covers(BigInteger.ONE, BigInteger.valueOf(Long.MAX_VALUE)) ? new Always("events are numbered from 1")
                : record -> range.contains(record.sequence());
    }

    private static RecordTest timestamp(Item item, Utf8Sink scratch) {
        if (item.presence()) {
            return record -> true;
        }
        return TimeComparison.test(item, RecordView::timeNanos, scratch).filter(test -> item.operator() != Operator.LIKE)
                .orElseThrow(() -> Refusal.unfit(item, "no time", "write it like " + TimeComparison.EXAMPLE));
    }
}
