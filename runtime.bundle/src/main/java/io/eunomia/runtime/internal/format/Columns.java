package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A stream's columns in plain text. Confined to one thread. */
final class Columns {
    private final Column[] columns;
    private final byte[] stream;
    private final byte[] titles;

    Columns(EventSchema schema, List<Field> fields) {
        List<Column> made = new ArrayList<>();
        for (Field field : fields) {
            made.add(new Column(field, made.size() == fields.size() - 1));
        }
        stream = schema.stream().getBytes(StandardCharsets.UTF_8);
        columns = made.toArray(Column[]::new);
        titles = titles(columns);
    }

    /** The stream's name in UTF-8. */
    byte[] stream() {
        return stream;
    }

    /** Tells whether the titles of the other columns fit these too. */
    boolean sameTitles(Columns other) {
        return Arrays.equals(titles, other.titles);
    }

    void titles(Utf8Sink out) {
        out.put(titles);
    }

    private static byte[] titles(Column[] columns) {
        Utf8Sink out = new Utf8Sink(256);
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                out.put(' ');
            }
            columns[i].title(out);
        }
        return out.toByteArray();
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
