package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.text.LocalZone;
import io.eunomia.runtime.internal.text.TimeText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/** Compares points in time, written in RFC 3339 as JSON shows them, or as the local time of day as plain text does. */
final class TimeComparison {
    static final String EXAMPLE = "2026-11-22T20:17:14.5Z, or 20:17:14 for the local time of day";
    private static final Pattern CLOCK = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\\.[0-9]{1,3})?)?");

    private TimeComparison() {
    }

    /**
     * Makes the comparison.
     *
     * @param nanos gives ns since the epoch, 0 for a time that is not set
     * @return empty when the value is no point in time
     */
    static Optional<RecordTest> test(Item item, ToLongFunction<RecordView> nanos, Utf8Sink scratch) {
        String text = item.value().strip();
        if (item.wild()) {
            return Optional.empty();
        }
        if (CLOCK.matcher(text).matches()) {
            return Optional.of(clock(item, text, nanos, scratch));
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        BigInteger wanted = BigInteger.valueOf(instant.getEpochSecond()).multiply(BigInteger.valueOf(1_000_000_000L))
                .add(BigInteger.valueOf(instant.getNano()));
        NumberRange range = NumberRange.of(item.operator(), wanted, true);
        return Optional.of(record -> {
            long time = nanos.applyAsLong(record);
            return time != 0 && range.contains(time);
        });
    }

    /** Compares times of day; one without seconds or milliseconds stands for the whole minute or second. */
    private static RecordTest clock(Item item, String text, ToLongFunction<RecordView> nanos, Utf8Sink scratch) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        LocalZone zone = LocalZone.system();
        return record -> {
            long time = nanos.applyAsLong(record);
            if (time == 0) {
                return false;
            }
            scratch.clear();
            TimeText.clock(time, zone.offsetSeconds(time), scratch);
            int order = Arrays.compareUnsigned(scratch.array(), 0, Math.min(wanted.length, scratch.length()), wanted, 0,
                    wanted.length);
            return switch (item.operator()) {
                case AT_LEAST -> order >= 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case LESS -> order < 0;
                default -> order == 0;
            };
        };
    }
}
