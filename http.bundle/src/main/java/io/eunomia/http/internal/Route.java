package io.eunomia.http.internal;

import io.eunomia.http.internal.transfer.Workers.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route: the handler for a method on a path.
 *
 * @param pattern path with variables in braces, {@code /api/v1/trackers/{id}}
 * @param face the form of refusals, and whether a token is needed
 * @param check refuses what it can before the body is read; runs on the container's thread and must not block
 * @param takesBody true when the handler wants the request's body, which then is read before the handler is called
 * @param work the kind of work that the handler does, which decides whose threads run it
 */
public record Route(String method, String pattern, Face face, Handler check, boolean takesBody, Kind work, Handler handler) {

    /** The form of a route's refusals, and whether it needs a token. */
    public enum Face {
        /** Refuses with problem documents of RFC 9457. */
        V1,
        /** Refuses with the lists of 2022: {@code ["status","error","message","…"]}. */
        SEED,
        /** Like {@link #V1} but needs no token; answered at once, on the container's thread. */
        OPEN
    }

    /** Handles a request. */
    @FunctionalInterface
    public interface Handler {
        /** @throws HttpProblem or {@link io.eunomia.runtime.TrackerException} when it is refused */
        void handle(Exchange exchange) throws IOException;
    }

    /** A route that ignores the request's body. */
    public Route(String method, String pattern, Face face, Handler handler) {
        this(method, pattern, face, exchange -> { }, false, method.equals("GET") ? Kind.READ : Kind.ACTION, handler);
    }

    /** A route of v1 that answers with a stream of events. */
    public static Route following(String pattern, Handler handler) {
        return new Route("GET", pattern, Face.V1, exchange -> { }, false, Kind.FOLLOW, handler);
    }

    /** A route whose handler gets the whole body. */
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
