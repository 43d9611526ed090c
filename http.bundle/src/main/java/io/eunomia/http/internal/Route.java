package io.eunomia.http.internal;

import io.eunomia.http.internal.transfer.Workers.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done for a method on a path.
 *
 * @param pattern path with variables in braces, {@code /api/v1/trackers/{id}}
 * @param face in what form refusals are told, and whether a token is needed
 * @param check what can be refused before the body is read; runs on the container's thread and must not block
 * @param takesBody whether the handler wants the request's body, which is then read before it is called
 * @param work what the handler does, which says by whose threads
 */
public record Route(String method, String pattern, Face face, Handler check, boolean takesBody, Kind work, Handler handler) {

    /** How a route speaks. */
    public enum Face {
        /** Problems of RFC 9457. */
        V1,
        /** The lists of 2022: {@code ["status","error","message","…"]}. */
        SEED,
        /** As {@link #V1}, without a token; answered at once, on the container's thread. */
        OPEN
    }

    /** Does it. */
    @FunctionalInterface
    public interface Handler {
        /** @throws HttpProblem or {@link io.eunomia.runtime.TrackerException} when it is refused */
        void handle(Exchange exchange) throws IOException;
    }

    /** A route that looks at no body. */
    public Route(String method, String pattern, Face face, Handler handler) {
        this(method, pattern, face, exchange -> { }, false, method.equals("GET") ? Kind.READ : Kind.ACTION, handler);
    }

    /** A route of v1 that answers with a stream of events. */
    public static Route following(String pattern, Handler handler) {
        return new Route("GET", pattern, Face.V1, exchange -> { }, false, Kind.FOLLOW, handler);
    }

    /** A route whose handler gets the body whole. */
    public static Route withBody(String method, String pattern, Face face, Handler check, Handler handler) {
        return new Route(method, pattern, face, check, true, Kind.ACTION, handler);
    }

    /** @return the variables of the pattern, if {@code path} fits it */
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = List.of(pattern.split("/", -1));
        List<String> given = List.of(path.split("/", -1));
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            if (name.startsWith("{")) {
                variables.put(name.substring(1, name.length() - 1), given.get(i));
            } else if (!name.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
