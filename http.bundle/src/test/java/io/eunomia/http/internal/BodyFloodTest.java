package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients with the token that send bodies without end, as fast as they can, on more connections than there are threads. */
class BodyFloodTest {
    private static final int THREADS = 8;
    private static final int FLOODS = 20;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(directory, Map.of("org.apache.felix.http.jetty.threadpool.max", Integer.toString(THREADS)));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "of a refused type        | text/plain               | chunked | 10000",
            "in chunks of a byte      | application/octet-stream | chunked | 1",
            "in chunks of a kilobyte  | application/octet-stream | chunked | 400",
            "refused for their length | application/octet-stream | 1000000000000 | 0",
            "of a form                | multipart/form-data; boundary=x | chunked | 10000"})
    void keep_nobody_waiting(String kind, String type, String length, String chunk) throws Exception {
        RawRequest request = server.request("POST", "/api/v1/trackers").header("Content-Type", type)
                .header(length.equals("chunked") ? "Transfer-Encoding" : "Content-Length", length);
        List<Flood> floods = new ArrayList<>();
        try {
            for (int i = 0; i < FLOODS; i++) {
                floods.add(new Flood(request, piece(Integer.parseInt(chunk, 16))));
            }
            for (Flood flood : floods) {
                flood.awaitFlow();
            }
            assertThat(median("/list")).isLessThan(LONGEST_NANOS);
            assertThat(median("/healthz")).isLessThan(LONGEST_NANOS);
            assertThat(floods.stream().filter(Flood::isFlowing).count()).as("still flooding").isEqualTo(FLOODS);
        } finally {
            for (Flood flood : floods) {
                flood.end();
            }
        }
    }

    @Test
    void a_package_gets_through() throws Exception {
        RawRequest request = server.request("POST", "/api/v1/trackers").header("Content-Type", "text/plain")
                .header("Transfer-Encoding", "chunked");
        List<Flood> floods = new ArrayList<>();
        try {
            for (int i = 0; i < FLOODS; i++) {
                floods.add(new Flood(request, piece(1)));
            }
            for (Flood flood : floods) {
                flood.awaitFlow();
            }
            byte[] content = new byte[2 << 20];
            Arrays.fill(content, (byte) 7);
            try (Socket socket = server.request("POST", "/api/v1/trackers").body("application/octet-stream", content).open()) {
                assertThat(new Reply(socket).status).isEqualTo(201);
            }
            assertThat(server.manager.lastSource.content()).isEqualTo(content);
        } finally {
            for (Flood flood : floods) {
                flood.end();
            }
        }
    }

    private static long median(String path) throws IOException {
        long[] times = new long[7];
        for (int i = 0; i < times.length; i++) {
            long before = System.nanoTime();
            assertThat(server.request("GET", path).send().status).isEqualTo(200);
            times[i] = System.nanoTime() - before;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static byte[] piece(int chunk) {
        if (chunk == 0) {
            return new byte[1 << 16];
        }
        String one = Integer.toHexString(chunk) + "\r\n" + "x".repeat(chunk) + "\r\n";
        return one.repeat(Math.max(1, (1 << 16) / one.length())).getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends the same again and again; when the server has had enough, on a new connection. */
    private static final class Flood {
        private static final int PIECES_THAT_FLOW = 4;

        private final RawRequest request;
        private final byte[] piece;
        private final CountDownLatch flowing = new CountDownLatch(PIECES_THAT_FLOW);
        private final Thread thread = new Thread(this::run, "flood");
        private volatile boolean over;
        private volatile Socket socket;

        Flood(RawRequest request, byte[] piece) {
            this.request = request;
            this.piece = piece;
            thread.start();
        }

        private void run() {
            while (!over) {
                try (Socket opened = request.open()) {
                    socket = opened;
                    OutputStream out = opened.getOutputStream();
                    while (!over) {
                        out.write(piece);
                        flowing.countDown();
                    }
                } catch (IOException e) {
                    assertThat(e.getMessage()).isNotNull();
                }
            }
        }

        void awaitFlow() throws InterruptedException {
            assertThat(flowing.await(20, TimeUnit.SECONDS)).as("what is sent is read").isTrue();
        }

        boolean isFlowing() {
            return thread.isAlive();
        }

        void end() throws IOException, InterruptedException {
            over = true;
            if (socket != null) {
                socket.close();
            }
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
