package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients without a token get, and what it costs the others: nothing. */
class StrangersTest {
    @TempDir
    private static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(directory, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POST /start HTTP/1.1          | Content-Length: 1000000                        | 401",
            "POST /start HTTP/1.1          | Transfer-Encoding: chunked                     | 401",
            "PUT /api/v1/trackers/1 HTTP/1.1 | Content-Length: 1000000                      | 401",
            "POST /no/such HTTP/1.1        | Content-Length: 1000000                        | 401",
            "DELETE /healthz HTTP/1.1      | Content-Length: 1000000                        | 401",
            "POST /start HTTP/1.1          | Content-Length: 1000000~Expect: 100-continue   | 401",
            "POST /start HTTP/1.1          | Content-Length: 1000000~Origin: http://x.y     | 403",
            "POST /start HTTP/1.1          | Content-Length: 1000000~Host: x.y              | 421",
            "POST /start HTTP/1.0          | Content-Length: 1000000                        | 401",
            "GET /healthz HTTP/1.1         | Content-Length: 1000000                        | 200"})
    void a_refusal_comes_at_once_and_closes_the_connection_though_a_body_is_announced(String line, String headers,
            int status) throws Exception {
        String host = headers.contains("Host:") ? "" : "Host: 127.0.0.1\r\n";
        try (Socket socket = raw(line + "\r\n" + host + headers.replace("~", "\r\n") + "\r\n\r\n")) {
            Reply reply = new Reply(socket);
            assertThat(reply.status).as(reply.body).isEqualTo(status);
            assertThat(reply.headers.get("content-type")).contains("json");
            assertThat(socket.getInputStream().read()).as("the connection is at its end").isNegative();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "no http                                                   | 505",
            "GET /list HTTP/3.9~Host: 127.0.0.1                        | 505",
            "GET /list HTTP/1.1~Host: [127                             | 400",
            "GET /list HTTP/1.1~Host:                                  | 4..",
            "GET /list HTTP/1.1                                        | 4..",
            "GET /list HTTP/1.1~Host: 127.0.0.1~ folded: x~Bad Name: y | 400",
            "GET /list HTTP/1.1~Host: 127.0.0.1~X: {8000}{8000}        | 431",
            "GET /{8000}{8000} HTTP/1.1~Host: 127.0.0.1                | 414",
            "GET /%zz HTTP/1.1~Host: 127.0.0.1                         | 400",
            "GET /a/%2e%2e/b HTTP/1.1~Host: 127.0.0.1                  | 4..",
            "POST /start HTTP/1.1~Host: 127.0.0.1~Content-Length: -1   | 400",
            "POST /start HTTP/1.1~Host: 127.0.0.1~Content-Length: 1~Content-Length: 2 | 400",
            "POST /start HTTP/1.1~Host: 127.0.0.1~Content-Length: 1~Transfer-Encoding: chunked | 4..",
            "POST /start HTTP/1.1~Host: 127.0.0.1~Expect: 200-ok       | 417",
            "OPTIONS * HTTP/1.1~Host: 127.0.0.1                        | 4..",
            "CONNECT 127.0.0.1:1 HTTP/1.1~Host: 127.0.0.1              | 4..",
            "HEAD /list HTTP/1.1~Host: [1                              | 400"})
    void what_jetty_refuses_is_told_as_everything_else(String lines, String status) throws Exception {
        String text = lines.replace("~", "\r\n").replace("{8000}", "x".repeat(8000)) + "\r\n\r\n";
        try (Socket socket = raw(text)) {
            Reply reply = new Reply(socket);
            assertThat(Integer.toString(reply.status)).as(reply.body).matches(status);
            assertThat(reply.headers.get("content-type")).contains("application/problem+json");
            assertThat(reply.headers).doesNotContainKey("server");
            if (!lines.startsWith("HEAD")) {
                assertThat(reply.json().get("status")).isEqualTo(reply.status);
                assertThat(reply.body).doesNotContain("<", "org.eclipse", "Exception", "\tat ").hasSizeLessThan(1500);
            }
        }
    }

    /** Each of them holds as many connections as it likes, and never does what is expected next. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GET /list HTTP/1.1\r\nHost: 127.0", "POST /start HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Length: 1000000\r\n\r\n", "POST /start HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked"
            + "\r\n\r\n5\r\nabc"})
    void many_idle_connections_do_no_harm(String beginning) throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                idle.add(raw(beginning));
            }
            assertThat(server.request("GET", "/list").send().status).isEqualTo(200);
            assertThat(server.bare("GET", "/healthz").send().status).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void who_has_the_token_finds_a_place_however_many_connections_there_are() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (Socket early = raw("GET /list HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + server.token()
                + "\r\n\r\n")) {
            assertThat(new Reply(early).status).isEqualTo(200);
            for (int i = 0; i < 1100; i++) {
                idle.add(raw(""));
            }
            assertThat(server.request("GET", "/list").send().status).isEqualTo(200);
            assertThat(idle.get(0).getInputStream().read()).as("the oldest made room").isNegative();
            early.getOutputStream().write(("GET /list HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                    + server.token() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new Reply(early).status).as("a connection that showed the token stays").isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void requests_in_a_row_whose_answers_nobody_reads_do_no_harm() throws Exception {
        List<Socket> deaf = new ArrayList<>();
        String many = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(3000);
        try {
            for (int i = 0; i < 40; i++) {
                deaf.add(rawAsFarAsTaken(many));
            }
            assertThat(server.request("GET", "/list").send().status).isEqualTo(200);
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    @Test
    void wrong_tokens_are_slowed_and_the_right_one_is_not() throws Exception {
        ExecutorService guessing = Executors.newFixedThreadPool(32);
        try {
            List<Callable<Integer>> guesses = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                guesses.add(() -> server.bare("GET", "/list").header("Authorization", "Bearer wrong").send().status);
            }
            long before = System.nanoTime();
            var answers = guesses.stream().map(guessing::submit).toList();
            long[] right = new long[11];
            for (int i = 0; i < right.length; i++) {
                long one = System.nanoTime();
                assertThat(server.request("GET", "/list").send().status).isEqualTo(200);
                right[i] = System.nanoTime() - one;
            }
            java.util.Arrays.sort(right);
            assertThat(right[right.length / 2]).isLessThan(500_000_000L);
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(401);
            }
            assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
        } finally {
            guessing.shutdownNow();
        }
    }

    @Test
    void health_is_told_to_many_who_ask() throws Exception {
        for (int i = 0; i < 80; i++) {
            assertThat(server.bare("GET", "/healthz").send().body).isEqualTo("{\"status\":\"ok\"}\n");
        }
    }

    private static Socket raw(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** The server may close before it has all. */
    private static Socket rawAsFarAsTaken(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port);
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            assertThat(e.getMessage()).containsAnyOf("reset", "Broken pipe");
        }
        return socket;
    }
}
