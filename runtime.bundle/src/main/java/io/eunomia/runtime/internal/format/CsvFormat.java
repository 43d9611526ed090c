package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.Timestamps;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Writes CSV by RFC 4180: one line of names, then a line per event, ended by CR LF. Columns are {@code @notice},
 * {@code @timestamp}, {@code @stream}, {@code @sequence} and the fields of all streams; values are JSON's without the
 * quotes, with its escapes except that of the quote. {@code @notice} is empty for events, and it is the only value in the line of a notice:
 * to get events alone, leave out lines that do not begin with a comma. When an update brings fields that the line of names
 * lacks, a notice names them; they are left out.
 */
@Component(service = EventFormat.class)
public final class CsvFormat implements EventFormat {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String mediaType() {
        return "text/csv";
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        return new CsvWriter(new Selection(streams, fields, false), streams);
    }

    /** Tells how a schema fills a row: a comma and its stream's name, and by column the field's index, -1 for none. */
    private record Cells(byte[] stream, int[] indices) {
    }

    private static final class CsvWriter implements Writer {
        private static final String NAMES = "@notice,@timestamp,@stream,@sequence";

        private final Timestamps timestamps = Timestamps.rfc3339();
        private final Selection selection;
        private final List<String> columns;
        private final PerSchema<Cells> cells;
        private final Set<String> leftOut = new LinkedHashSet<>();
        private boolean told = true;

        CsvWriter(Selection selection, List<EventSchema> streams) {
            this.selection = selection;
            Set<String> names = new LinkedHashSet<>(selection.names());
            streams.forEach(stream -> selection.of(stream).forEach(field -> names.add(field.name())));
            this.columns = List.copyOf(names);
            this.cells = new PerSchema<>(this::cells);
        }

        @Override
        public void header(Utf8Sink out) {
            out.ascii(NAMES);
            columns.forEach(name -> quoteFrom(begin(out), out.text(name)));
            out.ascii("\r\n");
        }

        @Override
        public void event(EventView event, Utf8Sink out) {
            Cells row = cells.of(event.schema());
            if (!told) {
                told = true;
                notice("without the fields that the line of names lacks: " + String.join(", ", leftOut), out);
            }
            timestamps.append(event.timeNanos(), out.put(','));
            out.put(row.stream).put(',').decimal(event.sequence());
            List<Field> fields = event.schema().fields();
            for (int index : row.indices) {
                int start = begin(out);
                if (index >= 0) {
                    cell(event, fields.get(index), start, out);
                }
            }
            out.ascii("\r\n");
        }

        @Override
        public void notice(Notice notice, Utf8Sink out) {
            int start = out.length();
            NoticeText.append(notice, out);
            endNotice(start, out);
        }

        private void notice(String text, Utf8Sink out) {
            int start = out.length();
            out.text(text);
            endNotice(start, out);
        }

        /** Ends a notice's line with a value in each column, as in every other line. */
        private void endNotice(int start, Utf8Sink out) {
            quoteFrom(start, out);
            for (int i = 0; i < columns.size() + 3; i++) {
                out.put(',');
            }
            out.ascii("\r\n");
        }

        private Cells cells(EventSchema schema) {
            for (Field field : selection.of(schema)) {
                if (!columns.contains(field.name()) && leftOut.add(field.name())) {
                    told = false;
                }
            }
            Utf8Sink stream = new Utf8Sink(32);
            quoteFrom(begin(stream), stream.text(schema.stream()));
            return new Cells(stream.toByteArray(),
                    columns.stream().mapToInt(name -> schema.field(name).map(Field::index).orElse(-1)).toArray());
        }

        private static void cell(EventView event, Field field, int start, Utf8Sink out) {
            if (field.kind() == FieldKind.STACK) {
                event.appendText(field.index(), out);
                quoteFrom(start, out);
                return;
            }
            event.appendJson(field.index(), out);
            unquote(start, out);
            if (field.kind() == FieldKind.TEXT) {
                plainQuotes(start, out);
            }
            if (field.kind() == FieldKind.TEXT || field.kind() == FieldKind.ARRAY) {
                quoteFrom(start, out);
            }
        }

        /** Takes the backslashes before quotes away, which CSV doubles; those before a backslash tell it from an escape. */
        private static void plainQuotes(int start, Utf8Sink out) {
            byte[] bytes = out.array();
            int to = start;
            for (int from = start; from < out.length(); from++) {
                boolean escaped = bytes[from] == '\\' && from + 1 < out.length();
                if (!escaped || bytes[from + 1] != '"') {
                    bytes[to++] = bytes[from];
                }
                if (escaped) {
                    bytes[to++] = bytes[++from];
                }
            }
            out.truncate(to);
        }

        private static int begin(Utf8Sink out) {
            return out.put(',').length();
        }

        /** Takes the quotes off a JSON string that needs no escapes, and makes null empty. */
        private static void unquote(int start, Utf8Sink out) {
            byte[] bytes = out.array();
            int length = out.length() - start;
            if (length >= 2 && bytes[start] == '"') {
                System.arraycopy(bytes, start + 1, bytes, start, length - 2);
                out.truncate(out.length() - 2);
            } else if (length == 4 && bytes[start] == 'n') {
                out.truncate(start);
            }
        }

        /** Quotes the text from {@code start} on if it holds a comma or a quote; line ends are escaped already. */
        private static void quoteFrom(int start, Utf8Sink out) {
            int end = out.length();
            int quotes = 0;
            boolean needed = false;
            byte[] written = out.array();
            for (int i = start; i < end; i++) {
                byte one = written[i];
                quotes += one == '"' ? 1 : 0;
                needed |= one == ',' || one == '"';
            }
            if (!needed) {
                return;
            }
            byte[] bytes = out.room(quotes + 2);
            int to = end + quotes + 2;
            out.advance(quotes + 2);
            bytes[--to] = '"';
            for (int from = end - 1; from >= start; from--) {
                bytes[--to] = bytes[from];
                if (bytes[from] == '"') {
                    bytes[--to] = '"';
                }
            }
            bytes[start] = '"';
        }
    }
}
