package io.eunomia.runtime.internal.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a descriptor in the project's own form, as it is stored in a tracker bundle. The parser reads it back equal. */
public final class DescriptorWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;
    private final JsonMembers members;

    private DescriptorWriter(JsonGenerator out) {
        this.out = out;
        this.members = new JsonMembers(out);
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
        members.text("name", descriptor.name());
        members.text("version", descriptor.version());
        members.text("description", descriptor.description());
        members.text("object", object);
        members.texts("progs", descriptor.programs());
        members.texts("maps", descriptor.maps());
        programs(descriptor.attach());
        members.texts("without", descriptor.without());
        if (descriptor.optional().contains("*")) {
            out.writeBooleanField("optional", true);
        } else {
            members.texts("optional", descriptor.optional());
        }
        sizes(descriptor.mapSizes());
        alternatives(descriptor.alternatives());
        arguments(descriptor.arguments());
        new StreamSpecWriter(out).write(descriptor);
        if (descriptor.keepMaps().equals(List.of("*"))) {
            out.writeBooleanField("keep_maps", true);
        } else {
            members.texts("keep_maps", descriptor.keepMaps());
        }
        requirements(descriptor.requires());
        members.texts("package_warnings", warnings);
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
                members.text("attach", program.getValue().get(0));
            } else {
                members.texts("attach", program.getValue());
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
            members.text("name", group.name());
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
            members.text("global", argument.global());
            members.text("type", argument.type());
            members.text("default", argument.defaultValue());
            members.text("min", argument.minimum());
            members.text("max", argument.maximum());
            members.text("description", argument.description());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void requirements(Descriptor.Requirements requires) throws IOException {
        if (requires.equals(Descriptor.Requirements.NONE)) {
            return;
        }
        out.writeObjectFieldStart("requires");
        members.texts("attach", requires.attach());
        members.text("kernel", requires.kernel());
        if (requires.btf()) {
            out.writeBooleanField("btf", true);
        }
        out.writeEndObject();
    }
}
