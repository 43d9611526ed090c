package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Comparisons with what is not the record's: {@code @stream}, {@code @sequence}, {@code @timestamp}. */
final class EnvelopeComparison {

    private EnvelopeComparison() {
    }

    /** @return null for any other attribute; {@code stream} and {@code sequence} do when no field is called so */
    static CompiledFilter of(EventSchema schema, Item item) {
        return switch (item.attribute()) {
            case "@stream", "stream" -> stream(schema, item);
            case "@sequence", "sequence" -> sequence(item);
            case "@timestamp" -> timestamp(item);
            default -> null;
        };
    }

    /** The answer is the same for all events of a stream. */
    private static CompiledFilter stream(EventSchema schema, Item item) {
        Utf8Sink name = new Utf8Sink(32).text(schema.stream());
        boolean matches = item.presence() || TextPattern.of(item).matches(name);
        return event -> matches;
    }

    private static CompiledFilter sequence(Item item) {
        if (item.presence()) {
            return event -> true;
        }
        NumberRange range = NumberRange.of(item, Numbers.integer(item, ""), true);
        return event -> range.contains(event.sequence());
    }

    private static CompiledFilter timestamp(Item item) {
        if (item.presence()) {
            return event -> true;
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(item.value()).toInstant();
        } catch (DateTimeException e) {
            throw Numbers.unfit(item, "no time", "write it like 2026-11-22T20:17:14.5Z");
        }
        BigInteger nanos = BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000L))
                .add(BigInteger.valueOf(instant.getNano()));
        NumberRange range = NumberRange.of(item, nanos, true);
        return event -> range.contains(event.timeNanos());
    }
}
