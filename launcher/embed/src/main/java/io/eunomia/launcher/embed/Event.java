package io.eunomia.launcher.embed;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One event of any tracker. Immutable.
 *
 * @param stream name of the stream it came in
 * @param sequence its number in its tracker, from 1, over all streams
 * @param time when it happened
 * @param fields values by name in the order of the struct: {@link Boolean}, {@link Long} (unsigned 64-bit values as the
 *     same bits), {@link Double}, or {@link String} for text, names of enums, arrays and bytes. A field that a short
 *     record does not reach is left out.
 */
public record Event(String stream, long sequence, Instant time, Map<String, Object> fields) {

    public Event {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Returns a field's value. @throws NoSuchElementException when the event has no such field, naming those it has */
    public Object value(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new NoSuchElementException("this event of " + stream + " has no field " + name + "; it has "
                    + String.join(", ", fields.keySet()));
        }
        return value;
    }

    /** Returns an integer field's value. @throws ClassCastException when the field is no integer */
    public long number(String name) {
        return (Long) value(name);
    }

    public String text(String name) {
        return value(name).toString();
    }
}
