package io.eunomia.http.internal;

import io.eunomia.http.internal.Route.Face;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return Exchange.json(face == Face.SEED ? list(problem) : document(problem,
                instance.length() <= MOST_OF_INSTANCE ? instance : instance.substring(0, MOST_OF_INSTANCE) + "…"));
    }

    private static List<String> list(HttpProblem problem) {
        return List.of("status", "error", "message", problem.hint().isEmpty() ? problem.getMessage()
                : problem.getMessage() + " (" + problem.hint() + ')');
    }

    private static Map<String, Object> document(HttpProblem problem, String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:eunomia:problem:" + problem.kind());
        document.put("title", problem.title());
        document.put("status", problem.status());
        document.put("detail", problem.getMessage());
        document.put("instance", instance);
        document.put("kind", problem.kind());
        document.put("pointer", problem.pointer());
        document.put("hint", problem.hint());
        document.put("errno", problem.errno() == 0 ? "" : problem.errno());
        document.put("verifier_log", problem.verifierLog());
        // A member that says nothing is left out.
        document.values().removeIf(""::equals);
        return document;
    }
}
