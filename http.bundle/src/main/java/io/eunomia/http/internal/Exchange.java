package io.eunomia.http.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** A request with its answer. Confined to the request's thread until a stream takes it over. */
public final class Exchange {
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Map<String, String> path;
    private final Query query;
    private final BodyReader.Lease bodies;

    /** @param path variables of the route's pattern by name */
    Exchange(HttpServletRequest request, HttpServletResponse response, Map<String, String> path,
            BodyReader.Lease bodies) {
        this.request = request;
        this.response = response;
        this.path = path;
        this.query = new Query(request.getQueryString());
        this.bodies = bodies;
    }

    public HttpServletRequest request() {
        return request;
    }

    public HttpServletResponse response() {
        return response;
    }

    public Query query() {
        return query;
    }

    /** The tracker's id in the path. @throws HttpProblem when it is no number */
    public int id() {
        String text = path.get("id");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new HttpProblem(404, "not-found", "\"" + text + "\" is no id of a tracker")
                    .hint("ids are small numbers; GET /api/v1/trackers lists them");
        }
    }

    /** The whole body. @throws HttpProblem when it is too large or does not come */
    public byte[] body() throws IOException {
        return bodies.read(request);
    }

    /** Media type of the body in lower case without parameters; empty when not said. */
    public String mediaType() {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** Who asks, for people. */
    public String peer() {
        return "http " + request.getRemoteAddr();
    }

    public void json(int status, JsonBody body) throws IOException {
        answer(status, "application/json", json(body));
    }

    public void answer(int status, String mediaType, byte[] content) throws IOException {
        answer(response, status, mediaType, content);
    }

    static void answer(HttpServletResponse response, int status, String mediaType, byte[] content) throws IOException {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
        response.flushBuffer();
    }

    static byte[] json(JsonBody body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            body.write(out);
            out.writeRaw('\n');
        }
        return bytes.toByteArray();
    }
}
