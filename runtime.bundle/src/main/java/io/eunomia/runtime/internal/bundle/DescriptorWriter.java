package io.eunomia.runtime.internal.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.IteratorSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a descriptor in the project's own form, as it is stored in a tracker bundle. The parser reads it back equal. */
public final class DescriptorWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private DescriptorWriter(JsonGenerator out) {
        this.out = out;
    }

    /** Writes a descriptor. @param object path of the object inside the bundle */
    public static byte[] write(Descriptor descriptor, String object) {
        return write(descriptor, object, List.of());
    }

    /** @param warnings of the package that it was made from, which users see when they start it */
    public static byte[] write(Descriptor descriptor, String object, List<String> warnings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = FACTORY.createGenerator(bytes).useDefaultPrettyPrinter()) {
            new DescriptorWriter(out).root(descriptor, object, warnings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void root(Descriptor descriptor, String object, List<String> warnings) throws IOException {
        out.writeStartObject();
        out.writeNumberField("eunomia", 1);
        text("name", descriptor.name());
        text("version", descriptor.version());
        text("description", descriptor.description());
        text("object", object);
        texts("progs", descriptor.programs());
        texts("maps", descriptor.maps());
        programs(descriptor.attach());
        texts("without", descriptor.without());
        if (descriptor.optional().contains("*")) {
            out.writeBooleanField("optional", true);
        } else {
            texts("optional", descriptor.optional());
        }
        sizes(descriptor.mapSizes());
        alternatives(descriptor.alternatives());
        arguments(descriptor.arguments());
        events(descriptor.events());
        tables(descriptor.tables());
        iterators(descriptor.iterators());
        if (descriptor.keepMaps().equals(List.of("*"))) {
            out.writeBooleanField("keep_maps", true);
        } else {
            texts("keep_maps", descriptor.keepMaps());
        }
        requirements(descriptor.requires());
        texts("package_warnings", warnings);
        for (Map.Entry<String, Object> extra : descriptor.extra().entrySet()) {
            out.writeFieldName(extra.getKey());
            // The tree's writer flushes at the end, which does the generator no harm.
            JSON.std.write(extra.getValue(), out);
        }
        out.writeEndObject();
    }

    private void programs(Map<String, List<String>> attach) throws IOException {
        if (attach.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart("programs");
        for (Map.Entry<String, List<String>> program : attach.entrySet()) {
            out.writeObjectFieldStart(program.getKey());
            if (program.getValue().size() == 1) {
                text("attach", program.getValue().get(0));
            } else {
                texts("attach", program.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** @param sizes by {@code NAME.max_entries} and {@code NAME.value_size}; the name may have dots itself */
    private void sizes(Map<String, String> sizes) throws IOException {
        Map<String, Map<String, Long>> byMap = new LinkedHashMap<>();
        sizes.forEach((key, value) -> byMap.computeIfAbsent(key.substring(0, key.lastIndexOf('.')),
                map -> new LinkedHashMap<>()).put(key.substring(key.lastIndexOf('.') + 1), Long.valueOf(value)));
        if (byMap.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart("map");
        for (Map.Entry<String, Map<String, Long>> map : byMap.entrySet()) {
            out.writeObjectFieldStart(map.getKey());
            for (Map.Entry<String, Long> size : map.getValue().entrySet()) {
                out.writeNumberField(size.getKey(), size.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void alternatives(List<Alternatives> groups) throws IOException {
        if (groups.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("alternatives");
        for (Alternatives group : groups) {
            out.writeStartObject();
            text("name", group.name());
            out.writeArrayFieldStart("choices");
            for (List<String> choice : group.choices()) {
                out.writeStartArray();
                for (String program : choice) {
                    out.writeString(program);
                }
                out.writeEndArray();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void arguments(Map<String, ArgumentSpec> arguments) throws IOException {
        if (arguments.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart("args");
        for (ArgumentSpec argument : arguments.values()) {
            out.writeObjectFieldStart(argument.name());
            text("global", argument.global());
            text("type", argument.type());
            text("default", argument.defaultValue());
            text("min", argument.minimum());
            text("max", argument.maximum());
            text("description", argument.description());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void events(List<EventSpec> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("events");
        for (EventSpec event : events) {
            out.writeStartObject();
            text("map", event.map());
            text("name", event.stream());
            text("type", event.type());
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
            text("map", table.map());
            text("twin", table.twin());
            text("active", table.active());
            text("name", table.stream());
            text("interval", table.interval());
            texts("sort", table.sort());
            text("top", table.top());
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
            text("program", iterator.program());
            text("name", iterator.stream());
            text("type", iterator.type());
            text("interval", iterator.interval());
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
            text("name", field.name());
            if (field.width() != 0) {
                out.writeNumberField("width", field.width());
            }
            text("display", field.display());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void requirements(Descriptor.Requirements requires) throws IOException {
        if (requires.equals(Descriptor.Requirements.NONE)) {
            return;
        }
        out.writeObjectFieldStart("requires");
        texts("attach", requires.attach());
        text("kernel", requires.kernel());
        if (requires.btf()) {
            out.writeBooleanField("btf", true);
        }
        out.writeEndObject();
    }

    private void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    private void texts(String name, Collection<String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
