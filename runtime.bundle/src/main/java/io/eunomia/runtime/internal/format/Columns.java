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
    /** What the last column has at least, though the line is then cut off. */
    private static final int LEAST_LAST = 8;

    private final Column[] columns;
    /** Fields whose functions stand below the line, since they are a line each. */
    private final int[] stacks;
    private final int room;
    private final boolean cutLast;
    private final byte[] stream;
    private final byte[] titles;

    /** @param room characters for all of them; 0 for no bound */
    Columns(EventSchema schema, List<Field> fields, int room) {
        List<Column> made = new ArrayList<>();
        List<Field> inLine = fields.stream().filter(field -> field.kind() != FieldKind.STACK).toList();
        int[] widths = ColumnWidths.of(inLine, room);
        for (Field field : inLine) {
            made.add(new Column(field, widths[made.size()], made.size() == inLine.size() - 1));
        }
        stacks = fields.stream().filter(field -> field.kind() == FieldKind.STACK).mapToInt(Field::index).toArray();
        this.room = room;
        this.cutLast = room > 0 && !inLine.isEmpty() && Column.isCut(inLine.get(inLine.size() - 1));
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
        int start = out.length();
        int column = start;
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                out.put(' ');
            }
            column = out.length();
            columns[i].append(event, out);
        }
        if (cutLast) {
            TextCut.to(Math.max(LEAST_LAST, room - TextCut.characters(start, column, out)), column, out);
        }
    }

    /** Writes the event's call stacks below its line, the running function first. @param width of a line; 0 for no bound */
    void appendStacks(EventView event, int width, Utf8Sink out) {
        boolean before = false;
        for (int field : stacks) {
            List<String> lines = StackTexts.lines((CallStack) event.value(field));
            if (before && !lines.isEmpty()) {
                out.ascii("    --\n");
            }
            before |= !lines.isEmpty();
            for (String line : lines) {
                int start = out.length();
                out.ascii("    ").text(line);
                TextCut.line(width, start, out);
                out.put('\n');
            }
        }
    }
}
