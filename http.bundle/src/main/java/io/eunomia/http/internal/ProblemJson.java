package io.eunomia.http.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Problem documents of RFC 9457, with members of our own. */
final class ProblemJson {

    private ProblemJson() {
    }

    static void write(JsonGenerator out, HttpProblem problem, String instance) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "urn:eunomia:problem:" + problem.kind());
        out.writeStringField("title", problem.title());
        out.writeNumberField("status", problem.status());
        out.writeStringField("detail", problem.getMessage());
        out.writeStringField("instance", instance);
        out.writeStringField("kind", problem.kind());
        text(out, "pointer", problem.pointer());
        text(out, "hint", problem.hint());
        if (problem.errno() != 0) {
            out.writeNumberField("errno", problem.errno());
        }
        text(out, "verifier_log", problem.verifierLog());
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }
}
