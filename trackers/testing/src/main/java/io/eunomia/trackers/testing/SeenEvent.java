package io.eunomia.trackers.testing;

import java.util.Map;

/**
 * A copy of one event.
 *
 * @param stream it came in
 * @param texts of all its fields, as people read them
 * @param numbers of its integer fields
 */
public record SeenEvent(String stream, Map<String, String> texts, Map<String, Long> numbers) {

    public String text(String field) {
        return known(texts.get(field), field);
    }

    public long number(String field) {
        return known(numbers.get(field), field);
    }

    private <T> T known(T value, String field) {
        if (value == null) {
            throw new AssertionError("no field " + field + " in " + texts);
        }
        return value;
    }
}
