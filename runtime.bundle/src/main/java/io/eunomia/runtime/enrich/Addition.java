package io.eunomia.runtime.enrich;

import io.eunomia.runtime.event.Field;
import java.util.List;

/**
 * Fields that one look-up adds to the events of a stream.
 *
 * @param table names what is looked up: additions of one enricher with the same table share what was found, for all
 *     trackers, so they must have keys of the same parts and as many values
 * @param key the event's own fields that decide the values; empty if they are the same for all events
 * @param fields at least one
 */
public record Addition(String table, List<Field> key, List<AddedField> fields) {
    public Addition {
        key = List.copyOf(key);
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("an addition of the table " + table + " adds no field");
        }
    }
}
