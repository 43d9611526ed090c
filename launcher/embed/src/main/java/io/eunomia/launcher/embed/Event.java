package io.eunomia.launcher.embed;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One event of any tracker. Immutable.
 *
 * @param stream name of the stream it came in
 * @param sequence its number in its tracker, from 1, over all streams
 * @param time when it happened
 * @param fields values by name in the order of the struct, of the types of
 *     {@link io.eunomia.runtime.event.Field#valueType}. A field that a short record does not reach is left out, and so is a
 *     time that is not set.
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

    /** Returns a time. @throws ClassCastException when the field is not declared as one */
    public Instant instant(String name) {
        return (Instant) value(name);
    }

    /** Returns a span of time. @throws ClassCastException when the field is not declared as one */
    public Duration duration(String name) {
        return (Duration) value(name);
    }

    /** Returns the elements of an array. @throws ClassCastException when the field is none */
    public List<?> list(String name) {
        return (List<?>) value(name);
    }

    /** Returns any value as text: addresses in their usual form, bytes as hexadecimal digits. */
    public String text(String name) {
        Object value = value(name);
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return value instanceof InetAddress address ? address.getHostAddress() : value.toString();
    }
}
