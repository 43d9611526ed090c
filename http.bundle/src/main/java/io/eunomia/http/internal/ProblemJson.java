package io.eunomia.http.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.http.internal.Route.Face;
import java.io.IOException;

/** Writes problem documents of RFC 9457 with members of our own; for the routes of 2022, the list that they answered with. */
public final class ProblemJson {
    private static final int MOST_OF_INSTANCE = 200;

    private ProblemJson() {
    }

    static String mediaType(Face face) {
        return face == Face.SEED ? "application/json" : "application/problem+json";
    }

    /** @param instance path of the request; a long path is cut */
    public static byte[] of(HttpProblem problem, String instance) throws IOException {
        return of(problem, instance, Face.V1);
    }

    static byte[] of(HttpProblem problem, String instance, Face face) throws IOException {
        return Exchange.json(out -> {
            if (face == Face.SEED) {
                list(out, problem);
            } else {
                document(out, problem, instance.length() <= MOST_OF_INSTANCE ? instance
                        : instance.substring(0, MOST_OF_INSTANCE) + "…");
            }
        });
    }

    private static void list(JsonGenerator out, HttpProblem problem) throws IOException {
        out.writeStartArray();
        out.writeString("status");
        out.writeString("error");
        out.writeString("message");
        out.writeString(problem.hint().isEmpty() ? problem.getMessage()
                : problem.getMessage() + " (" + problem.hint() + ')');
        out.writeEndArray();
    }

    private static void document(JsonGenerator out, HttpProblem problem, String instance) throws IOException {
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
