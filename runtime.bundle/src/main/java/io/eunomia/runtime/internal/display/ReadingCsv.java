package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.display.DisplayPlan.Buckets;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;

/**
 * Writes a reading as CSV (RFC 4180): a line for each row, or for each bucket of a histogram. The first
 * column is for notices, as in the CSV of events.
 */
final class ReadingCsv {
    private static final String END = "\r\n";

    private final SeriesReading reading;
    private final Utf8Sink out;

    ReadingCsv(SeriesReading reading, Utf8Sink out) {
        this.reading = reading;
        this.out = out;
    }

    void write(boolean first) {
        ShownRows rows = reading.shown();
        boolean buckets = reading.plan().buckets().any();
        if (first) {
            out.ascii("@notice,@time,@display");
            rows.columns().forEach(column -> quoted(out.put(','), column.name()));
            out.ascii(buckets ? ",from,to,count" : "").ascii(END);
        }
        for (int row = 0; row < rows.size(); row++) {
            if (buckets) {
                buckets(rows, row);
            } else {
                cells(rows, rows.bytes(row), rows.at(row), true);
                out.ascii(END);
            }
        }
        if (rows.hidden() > 0) {
            cells(rows, rows.other(), 0, false);
            if (buckets) {
                // What the others count is in no one bucket.
                out.ascii(",,,").unsigned(rows.hiddenCount());
            }
            out.ascii(END);
        }
    }

    private void buckets(ShownRows rows, int row) {
        Histogram histogram = rows.all().get(row);
        Buckets shape = reading.plan().buckets();
        for (int i = histogram.first(); i < histogram.size(); i++) {
            cells(rows, histogram.row(), 0, true);
            out.put(',').unsigned(shape.from(i)).put(',').unsigned(shape.to(i)).put(',').unsigned(histogram.count(i)).ascii(END);
        }
    }

    /** Writes the columns. @param keyed whether the row has a key; the sums of others have none */
    private void cells(ShownRows rows, byte[] bytes, int at, boolean keyed) {
        out.put(',').ascii(reading.at().toString()).put(',');
        quoted(out, keyed ? reading.display().name() : reading.display().name() + " (other)");
        int place = 0;
        for (Column column : rows.columns()) {
            out.put(',');
            if (keyed || place >= reading.plan().keys().size()) {
                quoted(out, cell(rows, column, bytes, at));
            }
            place++;
        }
    }

    private String cell(ShownRows rows, Column column, byte[] bytes, int at) {
        Utf8Sink cell = new Utf8Sink(32);
        if (reading.plan().isStack(column)) {
            rows.text(column, bytes, at, cell);
            return cell.toString();
        }
        Field field = column.computed() ? null : reading.plan().shape().schema().fields().get(column.field());
        if (field != null && field.kind() == FieldKind.TEXT) {
            rows.text(column, bytes, at, cell);
            return cell.toString();
        }
        rows.json(column, bytes, at, cell);
        String json = cell.toString();
        boolean text = json.startsWith("\"") && json.endsWith("\"");
        return json.equals("null") ? "" : text ? json.substring(1, json.length() - 1) : json;
    }

    private static void quoted(Utf8Sink out, String text) {
        boolean needed = text.chars().anyMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r');
        out.text(needed ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
}
