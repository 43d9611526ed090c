package io.eunomia.runtime.enrich;

import java.util.List;

/**
 * The values of an addition's key in one event. Immutable.
 *
 * @param values in the order of {@link Addition#key}: a {@link Long} for an integer, an enum or a boolean, unsigned 64-bit
 *     values as the same bits; the text as people read it for any other field
 */
public record Key(List<Object> values) {
    public Key {
        values = List.copyOf(values);
    }

    /** Returns a number. @throws ClassCastException when the field is none */
    public long number(int part) {
        return (Long) values.get(part);
    }

    /** Returns a value as text. */
    public String text(int part) {
        return values.get(part).toString();
    }
}
