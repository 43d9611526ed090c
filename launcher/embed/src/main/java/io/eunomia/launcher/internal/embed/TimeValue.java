package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Reads a time by one of the kernel's clocks, as the runtime converts it: its JSON is RFC 3339. Confined to one thread.
 *
 * @param text reused from event to event
 */
record TimeValue(String subject, int index, Utf8Sink text) implements ComponentReader {

    TimeValue(String subject, int index) {
        this(subject, index, new Utf8Sink(48));
    }

    /** Tells whether a field has one of the displays of docs/events.md that are times. */
    static boolean isTime(Field field) {
        return field.display().startsWith("ktime_") || field.display().startsWith("boottime_");
    }

    static Map<String, ChronoUnit> units() {
        return Map.of("ns", ChronoUnit.NANOS, "us", ChronoUnit.MICROS, "ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS);
    }

    /** Reads the time; null when it is not set. */
    @Override
    public Object read(EventView event) {
        text.clear();
        event.appendJson(index, text);
        String json = text.toString();
        if (json.equals("null")) {
            return null;
        }
        if (!json.startsWith("\"")) {
            // The runtime took it for a time by its name only and does not vouch for it.
            throw new MappingException(subject + ": its field is not declared as a time: make it a long, or declare "
                    + "the field eu_ktime_ns_t");
        }
        return Instant.parse(json.substring(1, json.length() - 1));
    }
}
