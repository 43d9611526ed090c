package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.ShownNumber;
import io.eunomia.runtime.internal.display.DisplayPlan.Buckets;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.text.JsonText;
import java.util.List;

/** Writes a reading as one line of JSON. */
final class ReadingJson {
    private final SeriesReading reading;
    private final Utf8Sink out;

    ReadingJson(SeriesReading reading, Utf8Sink out) {
        this.reading = reading;
        this.out = out;
    }

    void write() {
        DisplayInfo info = reading.display();
        text("{\"display\":", info.name());
        text(",\"kind\":", info.kind().label());
        text(",\"at\":", reading.at().toString());
        out.ascii(",\"seconds\":");
        ShownNumber.json(reading.span().toMillis() / 1e3, out);
        out.ascii(",\"drained\":").ascii(Boolean.toString(info.drained()));
        if (!info.unit().isEmpty()) {
            text(",\"unit\":", info.unit());
        }
        if (reading.reset()) {
            out.ascii(",\"reset\":true");
        }
        if (reading.last()) {
            out.ascii(",\"last\":true");
        }
        out.ascii(",\"rows\":[");
        ShownRows rows = reading.shown();
        for (int row = 0; row < rows.size(); row++) {
            out.ascii(row == 0 ? "{" : ",{");
            members(rows.columns(), rows.bytes(row), rows.at(row));
            if (reading.plan().buckets().any()) {
                out.ascii(rows.columns().isEmpty() ? "\"buckets\":[" : ",\"buckets\":[");
                buckets(rows.all().get(row));
                out.put(']');
            }
            out.put('}');
        }
        out.put(']');
        if (!rows.missed().isEmpty()) {
            missed(rows);
        }
        if (rows.hidden() > 0) {
            out.ascii(",\"other\":{\"rows\":").decimal(rows.hidden());
            if (reading.plan().buckets().any()) {
                out.ascii(",\"count\":").unsigned(rows.hiddenCount());
            } else if (!reading.plan().values().isEmpty()) {
                out.put(',');
                members(reading.plan().values(), rows.other(), 0);
            }
            out.put('}');
        }
        out.ascii("}\n");
    }

    private void missed(ShownRows rows) {
        String before = ",\"missed\":{";
        for (var reason : rows.missed().entrySet()) {
            out.ascii(before);
            before = ",";
            JsonText.string(reason.getKey(), out);
            out.put(':');
            ShownNumber.json(reason.getValue(), out);
        }
        out.put('}');
    }

    private void members(List<Column> columns, byte[] bytes, int at) {
        boolean first = true;
        for (Column column : columns) {
            if (!first) {
                out.put(',');
            }
            first = false;
            JsonText.string(column.name(), out);
            out.put(':');
            reading.shown().json(column, bytes, at, out);
        }
    }

    private void buckets(Histogram histogram) {
        Buckets shape = reading.plan().buckets();
        boolean first = true;
        for (int i = histogram.first(); i < histogram.size(); i++) {
            out.ascii(first ? "{\"from\":" : ",{\"from\":");
            first = false;
            out.unsigned(shape.from(i)).ascii(",\"to\":").unsigned(shape.to(i)).ascii(",\"count\":").unsigned(histogram.count(i)).put('}');
        }
    }

    private void text(String member, String value) {
        out.ascii(member);
        JsonText.string(value, out);
    }
}
