package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.ColumnTitle;
import io.eunomia.runtime.internal.display.DisplayPlan.Buckets;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.view.CutText;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a reading for people: tables that fit the terminal, histograms with bars in the form that bcc's tools have. */
final class ReadingText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Map<String, String> UNITS = Map.of("us", "usecs", "ns", "nsecs", "ms", "msecs", "s", "secs");
    private static final int LEAST_STARS = 8;
    /** People read no more lines of a table that nobody has cut. */
    private static final int MOST_LINES = 50;

    private final SeriesReading reading;
    private final int width;
    private final Utf8Sink out;

    ReadingText(SeriesReading reading, int width, Utf8Sink out) {
        this.reading = reading;
        this.width = width;
        this.out = out;
    }

    void write() {
        ShownRows rows = reading.shown();
        title();
        if (rows.size() == 0) {
            out.ascii("  nothing\n");
        } else if (reading.plan().buckets().any()) {
            rows.all().forEach(this::histogram);
        } else if (!reading.plan().stacks().fields().isEmpty()) {
            new StackText(reading, width, out).write();
        } else if (rows.size() == 1 && reading.plan().keys().isEmpty()) {
            values();
        } else {
            table();
        }
        if (rows.hidden() > 0) {
            others();
        }
        out.put('\n');
    }

    private void title() {
        DisplayInfo info = reading.display();
        out.ascii(CLOCK.format(reading.at().atZone(ZoneId.systemDefault()))).put(' ').text(info.name());
        String span = seconds(reading.span());
        out.ascii(info.drained() ? ", in the last " + span : ", in " + span);
        out.ascii(reading.reset() ? ", counted anew since an update\n" : "\n");
    }

    private static String seconds(Duration span) {
        return span.compareTo(Duration.ofMinutes(2)) < 0 ? String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1e3)
                : span.toHours() < 2 ? span.toMinutes() + " min" : span.toHours() + " h";
    }

    private void others() {
        out.ascii("  and ").decimal(reading.shown().hidden()).ascii(" more");
        if (reading.plan().buckets().any()) {
            out.ascii(" that are not shown, which count ").unsigned(reading.shown().hiddenCount()).put('\n');
            return;
        }
        List<String> sums = new ArrayList<>();
        for (Column column : reading.plan().values()) {
            if (!column.computed() && number(column)) {
                sums.add(column.name() + ' ' + cell(column, reading.shown().other(), 0));
            }
        }
        out.text(sums.isEmpty() ? "" : ": " + String.join(", ", sums)).put('\n');
    }

    private boolean number(Column column) {
        if (column.computed()) {
            return true;
        }
        FieldKind kind = reading.plan().shape().schema().fields().get(column.field()).kind();
        return kind == FieldKind.UNSIGNED || kind == FieldKind.SIGNED || kind == FieldKind.FLOAT;
    }

    /** Writes a single row as a list of names and values. */
    private void values() {
        ShownRows rows = reading.shown();
        int names = rows.columns().stream().mapToInt(column -> named(column).length()).max().orElse(0);
        for (Column column : rows.columns()) {
            String name = named(column);
            out.ascii("  ").text(name).text(" ".repeat(names - name.length() + 2))
                    .text(CutText.middle(cell(column, rows.bytes(0), rows.at(0)), Math.max(LEAST_STARS, width - names - 4))).put('\n');
        }
    }

    private static String named(Column column) {
        return column.unit().isEmpty() ? column.name() : column.name() + " (" + column.unit() + ')';
    }

    private String title(Column column) {
        return column.computed() || !column.unit().isEmpty() ? named(column).toUpperCase(Locale.ROOT)
                : ColumnTitle.of(column.name(), reading.plan().shape().schema().fields().get(column.field()));
    }

    private String cell(Column column, byte[] bytes, int at) {
        Utf8Sink cell = new Utf8Sink(32);
        reading.shown().text(column, bytes, at, cell);
        return cell.toString();
    }

    private void table() {
        ShownRows rows = reading.shown();
        List<Column> columns = rows.columns();
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(this::title).toList());
        int shown = reading.plan().top() == Integer.MAX_VALUE ? Math.min(MOST_LINES, rows.size()) : rows.size();
        for (int row = 0; row < shown; row++) {
            byte[] bytes = rows.bytes(row);
            int at = rows.at(row);
            cells.add(columns.stream().map(column -> cell(column, bytes, at)).toList());
        }
        int[] widths = widths(cells, columns.size());
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = CutText.middle(line.get(i), widths[i]);
                String blanks = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
                text.append(i == 0 ? "" : " ").append(number(columns.get(i)) ? blanks + cell : cell + blanks);
            }
            out.text(text.toString().stripTrailing()).put('\n');
        }
        if (shown < rows.size()) {
            out.ascii("  and ").decimal(rows.size() - shown).ascii(" more, which -o json and -o csv have\n");
        }
    }

    /** Takes from the widest columns until all fit. */
    private int[] widths(List<List<String>> cells, int columns) {
        int[] widths = new int[columns];
        int sum = columns - 1;
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths[i] = cells.stream().mapToInt(line -> line.get(column).codePointCount(0, line.get(column).length())).max().orElse(1);
            sum += widths[i];
        }
        while (sum > width) {
            int widest = 0;
            for (int i = 1; i < columns; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST_STARS) {
                break;
            }
            int less = Math.min(sum - width, widths[widest] - LEAST_STARS);
            int step = Math.max(1, Math.min(less, widths[widest] / 4));
            widths[widest] -= step;
            sum -= step;
        }
        return widths;
    }

    /** Writes a histogram as print_log2_hist and print_linear_hist of libbpf-tools do (trace_helpers.c). */
    private void histogram(Histogram histogram) {
        List<String> about = new ArrayList<>();
        for (Column column : reading.shown().columns()) {
            about.add(column.name() + " = " + cell(column, histogram.row(), 0));
        }
        if (!about.isEmpty()) {
            out.text(CutText.middle(String.join(", ", about), width)).put('\n');
        }
        if (histogram.size() == 0) {
            return;
        }
        Buckets buckets = reading.plan().buckets();
        String unit = reading.display().unit();
        String values = unit.isEmpty() ? "value" : UNITS.getOrDefault(unit, unit);
        boolean single = !buckets.log2() && buckets.step() == 1;
        boolean wide = histogram.size() > 32 && buckets.log2();
        int digits = wide ? 20 : 10;
        int before = 2 * digits + (single ? 4 - digits : 4) + 15;
        int stars = Math.max(LEAST_STARS, Math.min(wide ? 20 : 40, width - before));
        String heading = single ? String.format(Locale.ROOT, "     %-13s : count     distribution%n", values)
                : String.format(Locale.ROOT, "%" + (wide ? 15 : 5) + "s%-" + (wide ? 29 : 19) + "s : count    distribution%n", "", values);
        out.text(heading);
        long greatest = histogram.greatest();
        // Values below the first one seen are of no use where buckets are of one value each.
        for (int i = buckets.log2() ? 0 : histogram.first(); i < histogram.size(); i++) {
            long count = histogram.count(i);
            String range = single ? String.format(Locale.ROOT, "        %-10s", Long.toUnsignedString(buckets.from(i)))
                    : String.format(Locale.ROOT, "%" + digits + "s -> %-" + digits + "s", Long.toUnsignedString(buckets.from(i)),
                            Long.toUnsignedString(buckets.to(i)));
            int filled = greatest <= 0 ? 0 : (int) Math.max(0, (double) count * stars / greatest);
            out.text(range).ascii(" : ").text(String.format(Locale.ROOT, "%-8s", Long.toUnsignedString(count))).ascii(" |")
                    .ascii("*".repeat(filled)).ascii(" ".repeat(stars - filled)).ascii("|\n");
        }
    }
}
