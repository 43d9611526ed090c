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

/** A tracker bundle of somebody else that brings a format, an export handler and an enricher: a daemon has them in every face. */
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

    @Test
    void its_enricher_works_in_every_face_by_one_name() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--allow-code");
                Running opening = Running.start(new ProcessBuilder("sh", "-c", "while read line; do : < /etc/hostname; done"))) {
            Outcome unknown = daemon.eunomia("events", "process", "--enrich", "executable", "--limit", "1");
            assertThat(unknown.exit()).isEqualTo(2);
            assertThat(unknown.err()).contains("no enricher \"executable\"", "enrichers: host, user");
            String pid = Long.toString(opening.process().pid());
            assertThat(daemon.eunomia("start", example().toString(), "--arg", "target_pid=" + pid).exit()).isZero();
            assertThat(daemon.curling("/api/v1/trackers/4").finish(Await.LONG).out())
                    .contains("\"addable\":[\"executable\",\"host\"]");

            String[] asked = {"--enrich", "executable,host", "-o", "json", "--limit", "2"};
            requireExecutable(reading(opening, Running.start(Distribution.command(daemon.client("events", "opens_with_code",
                    asked[0], asked[1], asked[2], asked[3], asked[4], asked[5])))));
            requireExecutable(reading(opening, Running.start(Distribution.command("shell", "--state",
                    folder.resolve("state").toString(), "-c", "events opens_with_code " + String.join(" ", asked)))));
            requireExecutable(reading(opening, daemon.curling("/api/v1/trackers/4/events?enrich=executable&limit=2&format=ndjson")));
            requireExecutable(reading(opening, daemon.curling("/api/v1/trackers/4/events?fields=executable&limit=2&format=ndjson")));
            requireExecutable(reading(opening, daemon.curling("/api/v1/trackers/4/events?limit=2&format=ndjson&filter="
                    + "executable%20~%20%22sh%24%22")));
            assertThat(daemon.eunomia("stats", "opens_with_code").out()).contains("ENRICHER", "executable");
        }
    }

    @Test
    void what_its_format_writes_ends_with_it() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--allow-code")) {
            assertThat(daemon.eunomia("start", example().toString()).exit()).isZero();
            try (Running command = Running.start(Distribution.command(daemon.client("events", "process", "-f", "-o", "logfmt")));
                    Running client = daemon.curling("/api/v1/trackers/1/events?format=logfmt")) {
                Await.until("events for both", Await.LONG, () -> {
                    try (Running opening = Running.start(new ProcessBuilder("true"))) {
                        opening.finish(Await.LONG);
                    }
                    return command.out().contains("stream=process") && client.out().contains("stream=process");
                }, () -> command.out() + command.err() + client.out() + client.err());
                assertThat(daemon.eunomia("stop", "opens_with_code").exit()).isZero();
                Outcome end = command.finish(Await.LONG);
                assertThat(end.out()).endsWith("notice=ended\n");
                assertThat(end.exit()).as(end.err()).isEqualTo(6);
                assertThat(client.finish(Await.LONG).out().lines()).contains("notice=ended");
            }
            assertThat(daemon.eunomia("list").out()).containsPattern("process .*running");
        }
    }

    @Test
    void a_file_in_its_format_ends_with_it_by_the_formats_own_words() throws IOException {
        Path file = folder.resolve("opens.log");
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--allow-code")) {
            assertThat(daemon.eunomia("start", example().toString()).exit()).isZero();
            assertThat(daemon.eunomia("stop", "process").exit()).isZero();
            Outcome started = daemon.eunomia("start", "process", "--export", "file:path=" + file + ",format=logfmt,flush_interval=0s");
            assertThat(started.exit()).as(started.err()).isZero();
            Await.until("events in the file", Await.LONG, () -> {
                try (Running opening = Running.start(new ProcessBuilder("true"))) {
                    opening.finish(Await.LONG);
                }
                return Files.exists(file) && read(file).contains("stream=process");
            }, daemon::log);
            assertThat(daemon.eunomia("stop", "opens_with_code").exit()).isZero();
            Await.until("the end in the file", Await.LONG, () -> read(file).endsWith("notice=ended\n"), () -> read(file));
            String ended = read(file);
            assertThat(daemon.log()).contains("export process/file ends: the bundle that brings its format was stopped");
            try (Running opening = Running.start(new ProcessBuilder("true"))) {
                opening.finish(Await.LONG);
            }
            assertThat(daemon.eunomia("list").out()).containsPattern("process .*running");
            assertThat(daemon.eunomia("stats", "process").out()).doesNotContain("export file");
            assertThat(read(file)).isEqualTo(ended);
        }
    }

    private static void open(Running opening) {
        try {
            opening.process().getOutputStream().write('\n');
            opening.process().getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError("the process that opens files has gone", e);
        }
    }

    private static void requireExecutable(String lines) {
        assertThat(lines.lines().filter(line -> line.contains("@stream"))).hasSize(2)
                .allSatisfy(line -> assertThat(line).containsPattern("\"executable\":\"[^\"]*sh\""));
    }

    /** What a reader shows while a process opens a file for each line that it is given; it ends by itself. */
    private static String reading(Running opening, Running reader) {
        try (reader) {
            Await.until("the end of the reader", Await.LONG, () -> {
                open(opening);
                return !reader.process().isAlive();
            }, () -> reader.out() + reader.err());
            Outcome outcome = reader.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            return outcome.out();
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
