package io.eunomia.runtime.internal.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes a descriptor's displays as they are read. */
final class DisplaySpecWriter {
    private final JsonGenerator out;
    private final JsonMembers members;

    DisplaySpecWriter(JsonGenerator out) {
        this.out = out;
        this.members = new JsonMembers(out);
    }

    void write(List<DisplaySpec> displays) throws IOException {
        if (displays.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("displays");
        for (DisplaySpec display : displays) {
            out.writeStartObject();
            display(display);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void display(DisplaySpec display) throws IOException {
        members.text("name", display.name());
        members.text("map", display.map());
        members.text("kind", display.kind());
        members.text("stacks", display.stacks());
        members.text("buckets", display.buckets());
        members.text("unit", display.unit());
        members.text("interval", display.interval());
        if (display.drain()) {
            out.writeBooleanField("drain", true);
        }
        members.text("twin", display.twin());
        members.text("active", display.active());
        members.text("cpu", display.cpu());
        if (display.key().isPresent()) {
            columns("key", display.key().get());
        }
        if (!display.columns().isEmpty()) {
            columns("columns", display.columns());
        }
        members.texts("sort", display.sort());
        members.text("top", display.top());
        number("min", display.min(), 0);
        number("step", display.step(), 1);
        number("max_series", display.maxSeries(), 0);
        if (display.minAge().isPresent()) {
            out.writeObjectFieldStart("min_age");
            members.text("field", display.minAge().get().field());
            members.text("than", display.minAge().get().than());
            out.writeEndObject();
        }
        if (!display.metric().isEmpty()) {
            out.writeFieldName("metric");
            value(display.metric());
        }
    }

    private void number(String name, long value, long unsaid) throws IOException {
        if (value != unsaid) {
            out.writeNumberField(name, value);
        }
    }

    private void columns(String name, List<ColumnSpec> columns) throws IOException {
        out.writeArrayFieldStart(name);
        for (ColumnSpec column : columns) {
            out.writeStartObject();
            members.text("field", column.field());
            members.text("expr", column.expr());
            members.text("name", column.name());
            members.text("show", column.show());
            members.text("unit", column.unit());
            members.text("when", column.when());
            members.text("process", column.process());
            members.text("stacks", column.stacks());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void value(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.writeFieldName((String) member.getKey());
                value(member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                value(item);
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(String.valueOf(value));
        }
    }
}
