package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stack.StackTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A stream's columns in plain text. Confined to one thread. */
final class Columns {
    private final Column[] columns;
    /** Fields whose functions stand below the line, since they are a line each. */
    private final int[] stacks;
    private final byte[] stream;
    private final byte[] titles;

    Columns(EventSchema schema, List<Field> fields) {
        List<Column> made = new ArrayList<>();
        List<Field> inLine = fields.stream().filter(field -> field.kind() != FieldKind.STACK).toList();
        for (Field field : inLine) {
            made.add(new Column(field, made.size() == inLine.size() - 1));
        }
        stacks = fields.stream().filter(field -> field.kind() == FieldKind.STACK).mapToInt(Field::index).toArray();
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

    /** Writes the event's call stacks below its line, the running function first. */
    void appendStacks(EventView event, Utf8Sink out) {
        boolean before = false;
        for (int field : stacks) {
            List<String> lines = StackTexts.lines((CallStack) event.value(field));
            if (before && !lines.isEmpty()) {
                out.ascii("    --\n");
            }
            before |= !lines.isEmpty();
            lines.forEach(line -> out.ascii("    ").text(line).put('\n'));
        }
    }
}
