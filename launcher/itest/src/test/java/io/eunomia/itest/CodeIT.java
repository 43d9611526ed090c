package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java code in a tracker jar: let in only where it is allowed, and holding neither start nor end of the daemon. */
@Tag("kernel")
class CodeIT {
    private static final String[] JAR = {"-H", "Content-Type: application/java-archive", "--data-binary"};

    @TempDir
    private Path folder;
    private Path jar;
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        jar = Files.write(folder.resolve("code.jar"), jar(BlockingCode.class));
        config = Files.writeString(folder.resolve("eunomia.toml"),
                "allow_code = true\nbuiltin = false\n[limits]\ncode_seconds = 3\n");
    }

    @Test
    void it_is_refused_over_http_and_taken_from_the_watched_folder() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin", "--watch",
                folder.resolve("watched").toString())) {
            Daemon.Reply reply = post(daemon);
            assertThat(reply.status()).as(reply.body()).isEqualTo(403);
            assertThat(reply.body()).contains("Java code", "allow_code");
            Files.copy(jar, folder.resolve("watched/code.jar"));
            Await.until("the watched jar's tracker", Await.LONG, () -> daemon.curl("/api/v1/trackers").body().contains("running"),
                    daemon::log);
        }
    }

    @Test
    void code_that_blocks_holds_neither_the_end_nor_the_next_start() throws IOException {
        Path blocksStop = Files.createFile(folder.resolve("stop"));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", config.toString())) {
            assertThat(post(daemon).status()).isEqualTo(201);
            assertThat(daemon.curl("/api/v1/trackers?name=opens", "-H", "Content-Type: application/octet-stream", "--data-binary",
                    "@" + Distribution.object("opens")).status()).isEqualTo(201);
            KernelObjects held = KernelObjects.of(daemon.pid());
            // Not by Process.destroy, which closes what the daemon says.
            daemon.running().signal("TERM");
            Outcome end = daemon.running().finish(Await.LONG);
            assertThat(end.exit()).as(daemon.log()).isZero();
            assertThat(end.err()).contains("does not come to the end of its stop", "BlockingCode.block");
            held.awaitGone();
        }
        Files.delete(blocksStop);
        Path blocksStart = Files.createFile(folder.resolve("start"));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", config.toString())) {
            Await.until("the blocked one to be told", Await.LONG, () -> state(daemon, "code").equals("failed"), daemon::log);
            assertThat(state(daemon, "opens")).isEqualTo("running");
            assertThat(daemon.curl("/api/v1/trackers").body()).contains("has not come to its end within 3 s");
            assertThat(daemon.end().exit()).isZero();
        }
        Files.delete(blocksStart);
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", config.toString())) {
            Await.until("the code to run again", Await.LONG, () -> state(daemon, "code").equals("running"), daemon::log);
        }
    }

    @Test
    void a_listener_that_does_not_return_holds_no_other_tracker_and_is_the_one_that_is_accused() throws IOException {
        Files.write(jar, jar(BlockingListener.class));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", config.toString())) {
            assertThat(start(daemon, "before").status()).isEqualTo(201);
            assertThat(post(daemon).status()).isEqualTo(201);
            Files.createFile(folder.resolve("start"));
            Daemon.Reply first = start(daemon, "first");
            assertThat(first.status()).as(first.body()).isEqualTo(409);
            assertThat(first.body()).contains("not by its own fault", "bundle com.example.code", "BlockingListener.bundleChanged");
            assertThat(start(daemon, "second").status()).isEqualTo(201);
            assertThat(daemon.curl("/api/v1/trackers/1/stop", "-X", "POST").status()).isEqualTo(200);
            assertThat(daemon.curl("/api/v1/trackers/1/start", "-X", "POST").status()).isEqualTo(200);
            Await.until("the one with the listener to be stopped", Await.LONG,
                    () -> state(daemon, "code").equals("failed"), daemon::log);
        }
        Files.delete(folder.resolve("start"));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", config.toString())) {
            Await.until("the code to run again", Await.LONG, () -> state(daemon, "code").equals("running"), daemon::log);
            Files.createFile(folder.resolve("start"));
            daemon.running().signal("TERM");
            Outcome end = daemon.running().finish(Await.LONG);
            assertThat(end.exit()).as(daemon.log()).isZero();
            assertThat(end.err()).as("nobody is told of the end").doesNotContain("does not come to the end");
        }
    }

    private static Daemon.Reply start(Daemon daemon, String name) {
        return daemon.curl("/api/v1/trackers?name=" + name, "-H", "Content-Type: application/octet-stream", "--data-binary",
                "@" + Distribution.object("opens"));
    }

    @Test
    void a_framework_that_ends_by_itself_is_told_with_a_status() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Distribution.eunomia("shell", "-c", "felix:stop 0", "--state", folder.resolve("state").toString());
            Outcome end = daemon.running().finish(Await.LONG);
            assertThat(end.exit()).as(daemon.log()).isEqualTo(1);
            assertThat(end.err()).contains("the framework has ended by itself");
        }
    }

    private Daemon.Reply post(Daemon daemon) {
        return daemon.curl("/api/v1/trackers", JAR[0], JAR[1], JAR[2], "@" + jar);
    }

    private static String state(Daemon daemon, String name) {
        List<?> trackers = (List<?>) daemon.curl("/api/v1/trackers").json().get("trackers");
        return trackers.stream().map(tracker -> (Map<?, ?>) tracker).filter(tracker -> name.equals(tracker.get("name")))
                .map(tracker -> String.valueOf(tracker.get("state"))).findFirst().orElse("");
    }

    private byte[] jar(Class<?> code) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n"
                + "Bundle-SymbolicName: com.example.code\nBundle-Version: 1.0.0\nEunomia-Tracker: tracker.json\n"
                + "Import-Package: org.osgi.framework\nBundle-Activator: " + code.getName() + "\n"
                + "Test-Blocks-Start: " + folder.resolve("start") + "\nTest-Blocks-Stop: " + folder.resolve("stop") + "\n\n"));
        entries.put("tracker.json", text("{\"eunomia\":1,\"name\":\"code\",\"object\":\"o.bpf.o\"}"));
        entries.put("o.bpf.o", Distribution.bytes(Distribution.object("opens")));
        String type = code.getName().replace('.', '/') + ".class";
        try (InputStream in = code.getClassLoader().getResourceAsStream(type)) {
            entries.put(type, in.readAllBytes());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
