package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest {
    private static final int LIMIT = 1 << 20;
    private static final int HUGE = 200 << 20;

    @TempDir
    private static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(directory, Map.of("eunomia.limit.body_bytes", Integer.toString(LIMIT)));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void what_just_fits_is_taken() throws Exception {
        byte[] body = new byte[LIMIT];
        assertThat(post().body("application/octet-stream", body).send().status).isEqualTo(201);
        assertThat(server.manager.lastSource.content()).hasSize(LIMIT);
        assertThat(post().body("application/octet-stream", new byte[LIMIT + 1]).send().status).isEqualTo(413);
    }

    @Test
    void a_huge_body_that_is_announced_is_refused_before_it_is_sent() throws Exception {
        try (Socket socket = post().header("Content-Length", Integer.toString(HUGE))
                .header("Content-Type", "application/octet-stream").open()) {
            Reply reply = new Reply(socket);
            assertThat(reply.status).isEqualTo(413);
            assertThat(reply.json().get("detail")).isEqualTo("the body has " + HUGE + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /start", "POST /stop", "POST /api/v1/trackers", "PUT /api/v1/trackers/1",
            "POST /api/v1/plan"})
    void who_asks_before_sending_is_not_told_to_send_what_is_refused(String route) throws Exception {
        server.manager.trackers.add(new FakeTracker(1, "process"));
        String[] words = route.split(" ");
        try (Socket socket = server.request(words[0], words[1]).header("Content-Length", Integer.toString(HUGE))
                .header("Content-Type", "application/json").header("Expect", "100-continue")
                .header("Connection", "keep-alive").open()) {
            Reply reply = new Reply(socket);
            assertThat(reply.status).isEqualTo(413);
            assertThat(socket.getInputStream().read()).as("the connection is at its end").isNegative();
        }
        try (Socket socket = server.request("POST", "/stop").header("Content-Length", "7")
                .header("Expect", "100-continue").open()) {
            assertThat(Reply.line(socket.getInputStream())).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(Reply.line(socket.getInputStream())).isEmpty();
            socket.getOutputStream().write("{\"id\":0".getBytes(StandardCharsets.US_ASCII));
            assertThat(new Reply(socket).status).isEqualTo(400);
        }
    }

    @Test
    void a_client_that_sends_all_of_it_first_sees_the_answer_too() throws Exception {
        try (Socket socket = post().header("Content-Length", Integer.toString(HUGE))
                .header("Content-Type", "application/octet-stream").open()) {
            sendZeros(socket.getOutputStream(), HUGE, false);
            assertThat(new Reply(socket).status).isEqualTo(413);
        }
    }

    @Test
    void a_huge_body_in_chunks_is_refused_without_being_kept() throws Exception {
        try (Socket socket = post().header("Transfer-Encoding", "chunked")
                .header("Content-Type", "application/octet-stream").open()) {
            sendZeros(socket.getOutputStream(), HUGE, true);
            Reply reply = new Reply(socket);
            assertThat(reply.status).isEqualTo(413);
            assertThat(reply.json().get("detail")).isEqualTo("the body has more than " + LIMIT + " bytes");
        }
        assertThat(server.request("GET", "/list").send().status).isEqualTo(200);
    }

    @Test
    void small_bodies_do_not_wait_for_a_large_one() throws Exception {
        try (Socket slow = post().header("Transfer-Encoding", "chunked")
                .header("Content-Type", "application/octet-stream").open()) {
            assertThat(post().body("application/octet-stream", new byte[10]).send().status).isEqualTo(201);
            slow.getOutputStream().write("3\r\nabc\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new Reply(slow).status).isEqualTo(201);
        }
        assertThat(server.manager.lastSource.content()).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
    }

    private static RawRequest post() throws Exception {
        return server.request("POST", "/api/v1/trackers");
    }

    private static void sendZeros(OutputStream out, long count, boolean chunked) throws Exception {
        byte[] piece = new byte[1 << 16];
        byte[] head = "10000\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n".getBytes(StandardCharsets.US_ASCII);
        for (long sent = 0; sent < count; sent += piece.length) {
            if (chunked) {
                out.write(head);
            }
            out.write(piece);
            if (chunked) {
                out.write(tail);
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
