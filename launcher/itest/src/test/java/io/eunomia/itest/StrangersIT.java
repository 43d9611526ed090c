package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine, who has no token, tries to keep the daemon from serving those who have. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersIT {
    private static final int CONNECTIONS = 64;
    private static final double MOST = 3.0;
    private static final int ATTEMPTS = 3;
    private static final int ROUNDS = 6;
    private static final int REQUESTS = 100;
    private static final long PAUSE_NANOS = 3_000_000;
    private static final String HEAD = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String ANNOUNCED = "POST /start" + HEAD + "Content-Length: 1000000\r\n\r\n";
    /** Whatever else somebody could think of: each leaves the server waiting, or makes it work, or talk. */
    private static final List<String> OTHERS = List.of(
            "POST /start" + HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
            "PUT /api/v1/trackers/1" + HEAD + "Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n",
            "POST /start" + HEAD, "", "GET", "POST /start HTTP/1.0\r\nContent-Length: 1000000\r\n\r\n",
            "GET /list" + HEAD + "X: " + "x".repeat(20_000) + "\r\n\r\n", "\u0016\u0003\u0001\u0002\r\n\r\n",
            "GET /list HTTP/1.1\r\nHost: [" + "x".repeat(3000) + "\r\n\r\n",
            ("GET /healthz" + HEAD + "\r\n").repeat(500), ("GET /list" + HEAD + "\r\n").repeat(500),
            "GET /list" + HEAD + "Authorization: Bearer wrong\r\n\r\n", "GET /healthz" + HEAD + "Content-Length: 9\r\n\r\n");

    private Path classes;
    private Daemon daemon;
    private int port;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        // The other user may read these, and nothing else that is ours.
        classes = Files.createTempDirectory("strangers", PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwxr-xr-x")));
        Path folder = Files.createDirectories(classes.resolve("io/eunomia/itest"));
        Files.copy(Path.of("target/test-classes/io/eunomia/itest/Stranger.class"), folder.resolve("Stranger.class"));
        for (Path one = folder; !one.equals(classes.getParent()); one = one.getParent()) {
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        daemon = Daemon.start(temporary.resolve("state"), "--no-builtin");
        port = URI.create(daemon.url()).getPort();
        measure(2 * REQUESTS);
    }

    @AfterAll
    void end() throws IOException {
        daemon.close();
        try (var files = Files.walk(classes)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void bodies_that_never_come_harm_nobody() throws IOException {
        Map<String, Long> answers = slowdown(CONNECTIONS, List.of(ANNOUNCED));
        assertThat(answers.keySet()).isSubsetOf("401", "408").isNotEmpty();
        assertThat(answers.values().stream().mapToLong(one -> one).sum()).isGreaterThanOrEqualTo(CONNECTIONS);
    }

    @Test
    void whatever_else_strangers_do_harms_nobody() throws IOException {
        Map<String, Long> answers = slowdown(4 * OTHERS.size(), OTHERS);
        assertThat(answers.keySet()).contains("401", "400", "431", "421").doesNotContain("500", "501");
    }

    /** The machine has other things to do at times, which none of the attempts may meet by chance. */
    private Map<String, Long> slowdown(int connections, List<String> requests) throws IOException {
        Map<String, Long> answers = new java.util.TreeMap<>();
        List<Double> ratios = new ArrayList<>();
        do {
            ratios.add(slowdown(connections, requests, answers));
        } while (ratios.get(ratios.size() - 1) > MOST && ratios.size() < ATTEMPTS);
        assertThat(ratios).as("%s", answers).anyMatch(ratio -> ratio <= MOST);
        return answers;
    }

    /**
     * Requests with the token, with nobody else there and with strangers, in turn so that both meet the same machine.
     *
     * @param answers gets how often the strangers got which status
     * @return how many times as long the slowest hundredth takes
     */
    private double slowdown(int connections, List<String> requests, Map<String, Long> answers) throws IOException {
        List<Long> idle = new ArrayList<>();
        List<Long> beset = new ArrayList<>();
        try (Running strangers = Running.start(new ProcessBuilder(command(connections, requests)))) {
            // Their own start is none of what is measured.
            order(strangers, "go", 1);
            measure(REQUESTS);
            order(strangers, "rest", 1);
            for (int round = 1; round <= ROUNDS; round++) {
                idle.addAll(measure(REQUESTS));
                order(strangers, "go", 1 + round);
                beset.addAll(measure(REQUESTS));
                order(strangers, "rest", 1 + round);
            }
            strangers.process().getOutputStream().close();
            Outcome outcome = strangers.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            outcome.out().lines().map(line -> line.split(" ")).filter(words -> words.length == 2)
                    .forEach(words -> answers.merge(words[0], Long.parseLong(words[1]), Long::sum));
        }
        long alone = percentile99(idle);
        long among = percentile99(beset);
        System.out.printf("p99 of an idle daemon %.1f ms, among %d connections of strangers %.1f ms, ratio %.2f; they got %s%n",
                alone / 1e6, connections, among / 1e6, (double) among / alone, answers);
        return (double) among / alone;
    }

    private List<String> command(int connections, List<String> requests) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp", classes.toString(),
                "io.eunomia.itest.Stranger", Integer.toString(port), Integer.toString(connections)));
        requests.forEach(one -> words.add(HexFormat.of().formatHex(one.getBytes(StandardCharsets.ISO_8859_1))));
        return words;
    }

    private static void order(Running strangers, String word, int times) throws IOException {
        strangers.process().getOutputStream().write((word + '\n').getBytes(StandardCharsets.US_ASCII));
        strangers.process().getOutputStream().flush();
        Await.until("the strangers to hear \"" + word + "\"", Await.LONG,
                () -> strangers.out().lines().filter(word::equals).count() == times, strangers::err);
    }

    /** Each request on a connection of its own, which is what a stranger could keep one from getting. */
    private List<Long> measure(int times) throws IOException {
        byte[] request = ("GET /list" + HEAD + "Connection: close\r\nAuthorization: Bearer " + daemon.token() + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .startsWith("HTTP/1.1 200");
            }
            all.add(System.nanoTime() - before);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return all;
    }

    private static long percentile99(List<Long> times) {
        long[] sorted = times.stream().mapToLong(one -> one).sorted().toArray();
        return sorted[(int) (sorted.length * 0.99)];
    }

    @Test
    void the_limit_of_streams_is_the_one_that_holds() throws IOException {
        Api api = new Api(daemon);
        int id = Api.id(api.install(Packages.own("followed", "1.0.0", Distribution.object("opens"), Map.of())));
        List<Api.Opened> open = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                open.add(api.open(id, "filter=(pid=1)"));
            }
            assertThat(open).allSatisfy(one -> assertThat(one.status()).isEqualTo(200));
            Daemon.Reply reply = daemon.curl("/api/v1/trackers/" + id + "/events", "-D", "-");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).contains("Retry-After: 5", "there are 64 event streams already");
            assertThat(measure(5)).hasSize(5);
        } finally {
            for (Api.Opened one : open) {
                one.body().close();
            }
        }
        assertThat(api.remove(id).status()).isEqualTo(204);
    }
}
