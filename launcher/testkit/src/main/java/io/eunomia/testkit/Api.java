package io.eunomia.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The HTTP interface of one daemon, over kept connections: for tests that ask often. */
public final class Api {
    private static final String TRACKERS = "/api/v1/trackers";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;

    public Api(Daemon daemon) {
        this(daemon.url(), daemon.token());
    }

    public Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    public Daemon.Reply install(byte[] content) {
        return send(request(TRACKERS).POST(BodyPublishers.ofByteArray(content)));
    }

    /** @param query options, such as {@code persist=true} */
    public Daemon.Reply install(byte[] content, String query) {
        return send(request(TRACKERS + '?' + query).POST(BodyPublishers.ofByteArray(content)));
    }

    /** Of the events of a tracker as Server-Sent Events, closed by the caller. @param last id of the last one seen, or null */
    public HttpResponse<InputStream> serverSentEvents(int id, String query, String last) throws IOException, InterruptedException {
        HttpRequest.Builder asked = request(TRACKERS + '/' + id + "/events?" + query).header("Accept", "text/event-stream");
        return client.send((last == null ? asked : asked.header("Last-Event-ID", last)).build(), BodyHandlers.ofInputStream());
    }

    public Daemon.Reply update(int id, byte[] content) {
        return send(request(TRACKERS + '/' + id).PUT(BodyPublishers.ofByteArray(content)));
    }

    /** Also when the package is another tracker's. */
    public Daemon.Reply force(int id, byte[] content) {
        return send(request(TRACKERS + '/' + id + "?force=true").PUT(BodyPublishers.ofByteArray(content)));
    }

    public Daemon.Reply plan(byte[] content) {
        return send(request("/api/v1/plan").POST(BodyPublishers.ofByteArray(content)));
    }

    public Daemon.Reply show(int id) {
        return send(request(TRACKERS + '/' + id));
    }

    public Daemon.Reply stats(int id) {
        return send(request(TRACKERS + '/' + id + "/stats"));
    }

    /** A stream of events, or why there is none. @param body closed by the caller */
    public record Opened(int status, InputStream body) {
    }

    public Opened open(int id, String query) {
        try {
            HttpResponse<InputStream> response = client.send(request(TRACKERS + '/' + id + "/events?" + query).build(),
                    BodyHandlers.ofInputStream());
            return new Opened(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** {@code start} or {@code stop}. */
    public Daemon.Reply action(int id, String word) {
        return send(request(TRACKERS + '/' + id + '/' + word).POST(BodyPublishers.noBody()));
    }

    public Daemon.Reply remove(int id) {
        return send(request(TRACKERS + '/' + id).DELETE());
    }

    public Map<String, Object> tracker(int id) {
        return send(request(TRACKERS + '/' + id)).json();
    }

    public List<?> trackers() {
        return (List<?>) send(request(TRACKERS)).json().get("trackers");
    }

    /** The ledgers of a tracker's streams. */
    public List<?> streams(int id) {
        return (List<?>) send(request(TRACKERS + '/' + id + "/stats")).json().get("streams");
    }

    public static int id(Daemon.Reply reply) {
        return ((Number) reply.json().get("id")).intValue();
    }

    /** Of the events of a tracker as CSV; closed by the caller. */
    public InputStream events(int id, String query) {
        try {
            HttpResponse<InputStream> response = client.send(request(TRACKERS + '/' + id + "/events?format=csv&" + query)
                    .build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + " " + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/octet-stream");
    }

    private Daemon.Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Daemon.Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
