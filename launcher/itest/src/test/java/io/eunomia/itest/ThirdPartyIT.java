package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker bundle of somebody else that brings a format and an export handler: a daemon has both in every face. */
@Tag("kernel")
class ThirdPartyIT {
    @TempDir
    private Path folder;

    @Test
    void its_format_and_its_handler_work_in_every_face() throws IOException {
        Path folders = folder.resolve("folders");
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--allow-code")) {
            Outcome unknown = daemon.eunomia("events", "process", "-o", "logfmt", "--limit", "1");
            assertThat(unknown.exit()).isEqualTo(2);
            assertThat(unknown.err()).contains("unknown format \"logfmt\"", "known: ndjson");

            Outcome started = daemon.eunomia("start", example().toString(), "--export", "folders:path=" + folders);
            assertThat(started.exit()).as(started.err()).isZero();
            Await.until("the handler's file", Await.LONG, () -> Files.exists(folders) && !read(folders).isEmpty(), daemon::log);

            assertThat(lines(Running.start(Distribution.command(daemon.client("events", "opens_with_code", "-o", "logfmt", "--limit",
                    "3"))))).hasSize(3);
            assertThat(lines(Running.start(Distribution.command("shell", "--state", folder.resolve("state").toString(), "-c",
                    "events opens_with_code -o logfmt --limit 3")))).hasSize(3);
            assertThat(lines(daemon.curling("/api/v1/trackers/4/events?format=logfmt&limit=3"))).hasSize(3);
            assertThat(lines(daemon.curling("/api/v1/trackers/4/events?limit=3", "-H", "Accept: text/x-logfmt"))).hasSize(3);
        }
    }

    /** The events that a reader shows while files are opened; it ends by itself. */
    private static List<String> lines(Running reader) {
        try (reader) {
            Await.until("the end of the reader", Await.LONG, () -> {
                try (Running opening = Running.start(new ProcessBuilder("true"))) {
                    opening.finish(Await.LONG);
                }
                return !reader.process().isAlive();
            }, () -> reader.out() + reader.err());
            Outcome outcome = reader.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.out().lines().filter(line -> line.startsWith("notice="))).containsExactly("notice=ended");
            return outcome.out().lines().filter(line -> line.startsWith("stream=") && line.contains(" path=\"")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static Path example() {
        return Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of)
                .filter(jar -> jar.getFileName().toString().matches("example\\.tracker-[0-9.]+\\.jar")).findFirst().orElseThrow();
    }
}
