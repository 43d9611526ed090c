package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.view.ArgumentsView;
import io.eunomia.runtime.view.FailureView;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes trackers as JSON. */
final class TrackerJson {

    private TrackerJson() {
    }

    static void write(JsonGenerator out, Tracker tracker) throws IOException {
        out.writeStartObject();
        out.writeNumberField("id", tracker.id());
        out.writeStringField("name", tracker.name());
        out.writeStringField("version", tracker.version());
        out.writeStringField("description", tracker.description());
        out.writeStringField("state", tracker.state().label());
        out.writeStringField("since", tracker.since().toString());
        out.writeStringField("source", tracker.source());
        out.writeObjectFieldStart("origin");
        out.writeStringField("kind", tracker.origin().kind().label());
        out.writeStringField("key", tracker.origin().key());
        out.writeEndObject();
        out.writeNumberField("bundle_id", tracker.bundleId());
        if (tracker.failure().isPresent()) {
            out.writeFieldName("failure");
            failure(out, tracker.failure().get());
        }
        texts(out, "warnings", tracker.warnings());
        notAttached(out, tracker.notAttached());
        out.writeFieldName("arguments");
        ViewJson.write(out, ArgumentsView.of(tracker.arguments()));
        out.writeFieldName("options");
        options(out, tracker.options());
        out.writeArrayFieldStart("streams");
        for (EventSchema schema : tracker.streams()) {
            stream(out, schema);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("updates");
        for (UpdateReceipt receipt : tracker.updates()) {
            UpdateJson.write(out, receipt);
        }
        out.writeEndArray();
        if (tracker.failedUpdate().isPresent()) {
            out.writeObjectFieldStart("failed_update");
            out.writeStringField("time", tracker.failedUpdate().get().time().toString());
            out.writeFieldName("failure");
            failure(out, tracker.failedUpdate().get().failure());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    static void notAttached(JsonGenerator out, List<NotAttached> programs) throws IOException {
        out.writeArrayFieldStart("not_attached");
        for (NotAttached program : programs) {
            out.writeStartObject();
            out.writeStringField("program", program.program());
            out.writeStringField("target", program.target());
            out.writeFieldName("failure");
            failure(out, program.failure());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void failure(JsonGenerator out, Failure failure) throws IOException {
        ViewJson.write(out, FailureView.of(failure));
    }

    private static void options(JsonGenerator out, StartOptions options) throws IOException {
        out.writeStartObject();
        texts(out, "arguments", options.arguments());
        out.writeObjectFieldStart("attach");
        for (Map.Entry<String, List<String>> program : options.attach().entrySet()) {
            if (program.getValue().size() == 1) {
                out.writeStringField(program.getKey(), program.getValue().get(0));
            } else {
                texts(out, program.getKey(), program.getValue());
            }
        }
        out.writeEndObject();
        texts(out, "without", options.without());
        out.writeBooleanField("lenient", options.lenient());
        texts(out, "map", options.maps());
        if (options.btf().isPresent()) {
            out.writeObjectFieldStart("btf");
            out.writeStringField("name", options.btf().get().name());
            out.writeStringField("sha256", options.btf().get().sha256());
            out.writeEndObject();
        }
        out.writeArrayFieldStart("exports");
        for (StartOptions.ExportRequest export : options.exports()) {
            out.writeStartObject();
            out.writeStringField("handler", export.handler());
            texts(out, "arguments", export.arguments());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void stream(JsonGenerator out, EventSchema schema) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", schema.stream());
        out.writeStringField("map", schema.map());
        out.writeStringField("struct", schema.struct());
        out.writeStringField("note", schema.note());
        out.writeArrayFieldStart("fields");
        for (Field field : schema.fields()) {
            out.writeStartObject();
            out.writeStringField("name", field.name());
            out.writeStringField("kind", field.kind().name().toLowerCase(Locale.ROOT));
            out.writeStringField("type", field.typeName());
            out.writeStringField("unit", field.unit());
            out.writeBooleanField("shown", field.shown());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void texts(JsonGenerator out, String name, Collection<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static void texts(JsonGenerator out, String name, Map<String, String> texts) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }
}
