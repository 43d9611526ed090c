package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream's columns in plain text. Confined to one thread. */
final class Columns {
    private final Column[] columns;
    private final byte[] stream;
    /** The line of the titles last written, -1 for never. */
    long titledAt = -1;

    Columns(EventSchema schema, List<Field> fields) {
        List<Column> made = new ArrayList<>();
        for (Field field : fields) {
            made.add(new Column(field, made.size() == fields.size() - 1));
        }
        stream = schema.stream().getBytes(StandardCharsets.UTF_8);
        columns = made.toArray(Column[]::new);
    }

    /** The stream's name in UTF-8. */
    byte[] stream() {
        return stream;
    }

    void titles(Utf8Sink out) {
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                out.put(' ');
            }
            columns[i].title(out);
        }
    }

    void append(EventView event, Utf8Sink out) {
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                out.put(' ');
            }
            columns[i].append(event, out);
        }
    }
}
