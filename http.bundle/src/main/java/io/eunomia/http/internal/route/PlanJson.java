package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.Plan.PlannedRelocation;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Plan.PlannedMap;
import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.Plan.PlannedStream;
import java.io.IOException;

/** A plan as JSON. */
final class PlanJson {

    private PlanJson() {
    }

    static void write(JsonGenerator out, Plan plan) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", plan.name());
        out.writeStringField("version", plan.version());
        out.writeStringField("format", plan.format());
        out.writeBooleanField("runnable", plan.runnable());
        out.writeArrayFieldStart("programs");
        for (PlannedProgram program : plan.programs()) {
            program(out, program);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("maps");
        for (PlannedMap map : plan.maps()) {
            map(out, map);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("streams");
        for (PlannedStream stream : plan.streams()) {
            stream(out, stream);
        }
        out.writeEndArray();
        TrackerJson.arguments(out, plan.arguments());
        TrackerJson.texts(out, "warnings", plan.warnings());
        out.writeArrayFieldStart("obstacles");
        for (Failure obstacle : plan.obstacles()) {
            TrackerJson.failure(out, obstacle);
        }
        out.writeEndArray();
        if (!plan.kernel().isEmpty()) {
            out.writeStringField("kernel", plan.kernel());
            out.writeArrayFieldStart("relocations");
            for (PlannedRelocation relocation : plan.relocations()) {
                relocation(out, relocation);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void relocation(JsonGenerator out, PlannedRelocation relocation) throws IOException {
        out.writeStartObject();
        out.writeStringField("program", relocation.program());
        out.writeNumberField("instruction", relocation.instruction());
        out.writeStringField("source", relocation.source());
        out.writeStringField("kind", relocation.kind());
        out.writeStringField("subject", relocation.subject());
        out.writeStringField("outcome", relocation.outcome());
        out.writeNumberField("value", relocation.value());
        out.writeBooleanField("reached", relocation.reached());
        out.writeStringField("problem", relocation.problem());
        out.writeEndObject();
    }

    private static void program(JsonGenerator out, PlannedProgram program) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", program.name());
        out.writeStringField("section", program.section());
        out.writeStringField("type", program.type());
        out.writeStringField("attach_to", program.attachTo());
        out.writeBooleanField("chosen", program.chosen());
        out.writeNumberField("instructions", program.instructions());
        out.writeStringField("reason", program.reason());
        out.writeEndObject();
    }

    private static void map(JsonGenerator out, PlannedMap map) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", map.name());
        out.writeStringField("type", map.type());
        out.writeNumberField("key_bytes", map.keyBytes());
        out.writeNumberField("value_bytes", map.valueBytes());
        out.writeNumberField("max_entries", map.maxEntries());
        out.writeNumberField("estimated_bytes", map.estimatedBytes());
        out.writeStringField("pin", map.pin());
        out.writeBooleanField("reused", map.reused());
        out.writeEndObject();
    }

    private static void stream(JsonGenerator out, PlannedStream stream) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", stream.name());
        out.writeStringField("map", stream.map());
        out.writeStringField("struct", stream.struct());
        TrackerJson.texts(out, "fields", stream.fields());
        out.writeStringField("note", stream.note());
        out.writeEndObject();
    }
}
