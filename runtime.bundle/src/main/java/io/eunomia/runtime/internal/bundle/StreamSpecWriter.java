package io.eunomia.runtime.internal.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.IteratorSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import java.io.IOException;
import java.util.List;

/** Writes what a descriptor says of streams: events of ring buffers, tables and iterators, with their fields. */
final class StreamSpecWriter {
    private final JsonGenerator out;
    private final JsonMembers members;

    StreamSpecWriter(JsonGenerator out) {
        this.out = out;
        this.members = new JsonMembers(out);
    }

    void write(Descriptor descriptor) throws IOException {
        events(descriptor.events());
        tables(descriptor.tables());
        new DisplaySpecWriter(out).write(descriptor.displays());
        iterators(descriptor.iterators());
    }

    private void events(List<EventSpec> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("events");
        for (EventSpec event : events) {
            out.writeStartObject();
            members.text("map", event.map());
            members.text("name", event.stream());
            members.text("type", event.type());
            fields(event.fields());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void tables(List<TableSpec> tables) throws IOException {
        if (tables.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("tables");
        for (TableSpec table : tables) {
            out.writeStartObject();
            members.text("map", table.map());
            members.text("twin", table.twin());
            members.text("active", table.active());
            members.text("name", table.stream());
            members.text("interval", table.interval());
            members.texts("sort", table.sort());
            members.text("top", table.top());
            if (table.drain()) {
                out.writeBooleanField("drain", true);
            }
            fields(table.fields());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void iterators(List<IteratorSpec> iterators) throws IOException {
        if (iterators.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("iterators");
        for (IteratorSpec iterator : iterators) {
            out.writeStartObject();
            members.text("program", iterator.program());
            members.text("name", iterator.stream());
            members.text("type", iterator.type());
            members.text("interval", iterator.interval());
            fields(iterator.fields());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void fields(List<FieldSpec> fields) throws IOException {
        if (fields.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("fields");
        for (FieldSpec field : fields) {
            out.writeStartObject();
            members.text("name", field.name());
            if (field.width() != 0) {
                out.writeNumberField("width", field.width());
            }
            members.text("show", field.show());
            members.text("process", field.process());
            members.text("stacks", field.stacks());
            members.text("description", field.description());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
