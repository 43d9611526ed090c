package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of a daemon says by default about who did what. */
@Tag("kernel")
class ActionLogIT {
    @TempDir
    private Path folder;

    @Test
    void each_action_is_a_line_on_every_face() throws Exception {
        Path watched = Files.createDirectory(folder.resolve("watched"));
        Path configured = folder.resolve("configured.bpf.o");
        Files.copy(Distribution.object("opens"), configured);
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "[[tracker]]\nfile = \"" + configured + "\"\n");
        byte[] one = Packages.own("lines", "1.0.0", Distribution.object("opens"), Map.of());
        byte[] two = Packages.own("lines", "2.0.0", Distribution.object("opens"), Map.of());
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin", "--watch", watched.toString(),
                "--config", config.toString())) {
            awaitLine(daemon, "install by the configuration: .* sha256 " + sha256(Files.readAllBytes(configured))
                    + ": tracker 1 \"configured\" sha256 [0-9a-f]{64} is running");
            Api api = new Api(daemon);
            int id = Api.id(api.install(one));
            String tracker = "tracker " + id + " \"lines\" sha256 " + sha256(one);
            String http = "by http 127\\.0\\.0\\.1:[0-9]+: ";
            awaitLine(daemon, "install " + http + "package \"\" sha256 " + sha256(one) + ": " + tracker + " is running");
            assertThat(api.action(id, "stop").status()).isEqualTo(200);
            awaitLine(daemon, "stop " + http + tracker + ": stopped");
            assertThat(api.action(id, "start").status()).isEqualTo(200);
            awaitLine(daemon, "start " + http + tracker + ": running");
            assertThat(api.update(id, two).status()).isEqualTo(200);
            awaitLine(daemon, "update " + http + tracker + " to sha256 " + sha256(two)
                    + ": updated \\(slot\\), 0 lost, 0 duplicated");
            assertThat(api.install("no package\nfake by shell: line".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
            awaitLine(daemon, "install " + http + "package \"\" sha256 [0-9a-f]{64}: refused \\(bad_package\\): .*");
            assertThat(daemon.eunomia("stop", "lines", "--remove").exit()).isZero();
            awaitLine(daemon, "removal " + http + "tracker " + id + " \"lines\" sha256 " + sha256(two) + ": removed");
            assertThat(api.remove(id).status()).isEqualTo(404);
            awaitLine(daemon, "removal " + http + "tracker " + id + ": refused \\(not_found\\): .*");

            Path file = watched.resolve("seen.json");
            Files.write(watched.resolve(".seen"), Packages.own("seen", "1.0.0", Distribution.object("opens"), Map.of()));
            Files.move(watched.resolve(".seen"), file);
            awaitLine(daemon, "install by watched file " + file + ": .* is running");
            assertThat(Distribution.eunomia("shell", "--state",
                    folder.resolve("state").toString(), "-c", "stop seen").exit()).isZero();
            awaitLine(daemon, "stop by shell, user " + System.getProperty("user.name") + ": tracker [0-9]+ \"seen\" .*: stopped");
            Files.delete(file);
            awaitLine(daemon, "removal by watched file " + file + ": .*: removed");
            assertThat(actions(daemon)).as(daemon.log()).hasSize(11);
        }
    }

    private static List<String> actions(Daemon daemon) {
        return daemon.log().lines().filter(line -> line.contains(" actions - ")).toList();
    }

    private static void awaitLine(Daemon daemon, String pattern) {
        Await.until(pattern, Await.LONG, () -> actions(daemon).stream().anyMatch(line ->
                line.matches(".* INFO actions - " + pattern)), daemon::log);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void strangers_cause_a_few_short_lines_however_many_they_are() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            int before = daemon.log().length();
            int port = java.net.URI.create(daemon.url()).getPort();
            List<String> requests = List.of("GET /list HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer x\r\n\r\n",
                    "GET /list HTTP/1.1\r\nHost: [" + "x".repeat(5000) + "\r\n\r\n", "\u0016\u0003\u0001\r\n\r\n",
                    "GET /" + "y".repeat(9000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "GET /" + "z".repeat(5000) + " HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                    "GET /list HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "w".repeat(20_000) + "\r\n\r\n");
            List<Thread> all = new java.util.ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String request = requests.get(i % requests.size());
                Thread thread = new Thread(() -> Stranger.ask(port, request, 20));
                thread.start();
                all.add(thread);
            }
            for (Thread thread : all) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            assertThat(daemon.log().substring(before)).contains("refused: http 127.0.0.1:", "401 unauthorized")
                    .hasSizeLessThan(4000).doesNotContain("\tat ", "Exception");
        }
    }
}
