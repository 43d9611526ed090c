package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that do not come whole, in each way, at each route that takes one. */
class CutBodyTest {
    private static final List<String> ROUTES = List.of("POST /start", "POST /stop", "POST /api/v1/trackers",
            "PUT /api/v1/trackers/1", "POST /api/v1/plan");
    private static final Map<String, String> CHUNKED = Map.of("Transfer-Encoding", "chunked");
    private static final Map<String, String> KNOWN = Map.of("Content-Length", "1000");

    @TempDir
    private static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(directory, Map.of("eunomia.limit.body_seconds", "1"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    static Stream<Arguments> cuts() {
        return ROUTES.stream().flatMap(route -> Stream.of(
                Arguments.of(route, "no chunk size", CHUNKED, "zz\r\nabc\r\n"),
                Arguments.of(route, "a negative chunk size", CHUNKED, "-5\r\nabc\r\n"),
                Arguments.of(route, "a chunk longer than it says", CHUNKED, "2\r\nabcdef\r\n0\r\n\r\n"),
                Arguments.of(route, "an end within a chunk", CHUNKED, "10\r\nabc"),
                Arguments.of(route, "an end between chunks", CHUNKED, "3\r\nabc\r\n"),
                Arguments.of(route, "an end before the length", KNOWN, "{\"name\":\"process\"}"),
                Arguments.of(route, "no body at all", KNOWN, "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cuts")
    void what_is_cut_is_never_taken(String route, String how, Map<String, String> headers, String body) throws Exception {
        server.manager.lastSource = null;
        try (Socket socket = send(route, headers, body)) {
            socket.shutdownOutput();
            Reply reply = new Reply(socket);
            assertThat(reply.status).as(reply.body).isEqualTo(400);
            assertThat(reply.headers.get("content-type")).contains("json");
            assertThat(reply.body).contains("the body did not come whole");
            assertThat(reply.headers).containsEntry("connection", "close");
        }
        assertThat(server.manager.lastSource).isNull();
    }

    /** All at one time, which none of them may notice. */
    @Test
    void what_stalls_meets_its_deadline() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        long before = System.nanoTime();
        try {
            for (String route : ROUTES) {
                stalled.add(send(route, KNOWN, ""));
                stalled.add(send(route, KNOWN, "{\"name\":"));
                stalled.add(send(route, CHUNKED, ""));
                stalled.add(send(route, CHUNKED, "3\r\nabc\r\n"));
            }
            for (Socket socket : stalled) {
                Reply reply = new Reply(socket);
                assertThat(reply.status).as(reply.body).isEqualTo(408);
                assertThat(reply.body).contains("did not come within 1 s");
                assertThat(System.nanoTime() - before).isBetween(500_000_000L, 15_000_000_000L);
                assertThat(socket.getInputStream().read()).isNegative();
            }
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void a_body_that_trickles_meets_its_deadline_too() throws Exception {
        try (Socket socket = send("POST /api/v1/trackers", KNOWN, "")) {
            byte[] one = {' '};
            int sent = 0;
            while (socket.getInputStream().available() == 0 && sent < 1000) {
                socket.getOutputStream().write(one);
                sent++;
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            assertThat(new Reply(socket).status).isEqualTo(408);
            assertThat(sent).isBetween(2, 400);
        }
    }

    @Test
    void stalled_uploads_keep_nobody_waiting_and_are_bounded(@TempDir Path own) throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try (TestServer bounded = new TestServer(own, Map.of("eunomia.limit.body_seconds", "5",
                "eunomia.limit.uploads", "4"))) {
            for (int i = 0; i < 3; i++) {
                stalled.add(send(bounded, "POST /api/v1/trackers", Map.of("Content-Length", "1000000"), "x".repeat(500_000)));
            }
            assertThat(post(bounded).status).isEqualTo(201);
            stalled.add(send(bounded, "POST /api/v1/trackers", KNOWN, ""));
            Reply reply = post(bounded);
            long deadline = System.nanoTime() + 4_000_000_000L;
            while (reply.status == 201 && System.nanoTime() - deadline < 0) {
                // The fourth may not have been read yet.
                reply = post(bounded);
            }
            assertThat(reply.status).isEqualTo(503);
            assertThat(reply.headers).containsEntry("retry-after", "5");
            assertThat(reply.body).contains("there are 4 uploads already");
            assertThat(bounded.request("GET", "/list").send().status).isEqualTo(200);
            for (Socket socket : stalled) {
                assertThat(new Reply(socket).status).isEqualTo(408);
            }
            assertThat(post(bounded).status).isEqualTo(201);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private static Reply post(TestServer to) throws IOException {
        return to.request("POST", "/api/v1/trackers").body("application/octet-stream", new byte[1]).send();
    }

    private static Socket send(String route, Map<String, String> headers, String body) throws IOException {
        return send(server, route, headers, body);
    }

    private static Socket send(TestServer to, String route, Map<String, String> headers, String body) throws IOException {
        String[] words = route.split(" ");
        RawRequest request = to.request(words[0], words[1]).header("Content-Type", "application/json");
        headers.forEach(request::header);
        Socket socket = request.open();
        socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
