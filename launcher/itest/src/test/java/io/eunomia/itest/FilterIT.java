package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters on every face: what can never match is refused before anything is loaded, what matches is shown. */
@Tag("kernel")
class FilterIT {
    private static final String CLOCK = Distribution.object("clock").toString();

    @TempDir
    private static Path folder;
    private static Daemon daemon;

    @BeforeAll
    static void start() {
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
        assertThat(daemon.eunomia("start", CLOCK).exit()).isZero();
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static String encoded(String filter) {
        return URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pid == 4294967296", "pid < 0", "pid ~ \"1\"", "pdi == 1", "pid > 1 &&", "(pid=x)",
        "@stream == other", "pid == 1 || made == never"})
    void what_can_never_match_is_refused_alike(String filter) {
        Outcome run = Distribution.eunomia("run", CLOCK, "--filter", filter);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("filter, position").doesNotContain("stopped after");
        Outcome events = daemon.eunomia("events", "clock", "--filter", filter);
        assertThat(events.exit()).as(events.err()).isEqualTo(2);
        assertThat(events.err()).contains("filter, position");
        Daemon.Reply http = daemon.curl("/api/v1/trackers/1/events?limit=1&filter=" + encoded(filter));
        assertThat(http.status()).as(http.body()).isEqualTo(400);
        Daemon.Reply export = daemon.curl("/api/v1/trackers?name=second&export=log&export.log.filter=" + encoded(filter),
                "-H", "Content-Type: application/octet-stream", "--data-binary", "@" + CLOCK);
        assertThat(export.status()).as(export.body()).isEqualTo(400);
        assertThat(daemon.eunomia("list").out()).doesNotContain("second");
    }

    @Test
    void infix_is_taken_on_every_face() {
        Outcome run = whileOpening(Running.start(Distribution.command("run", CLOCK, "--filter",
                "pid >= 1 && !(pid == 2) && made > 2020-01-01T00:00:00Z", "--limit", "1", "--output", "json")));
        assertThat(run.out().lines()).hasSize(2).last().asString().contains("\"reason\":\"limit\"");
        whileOpening(Running.start(Distribution.command(daemon.client("events", "clock", "--filter",
                "pid >= 1 && @sequence > 0", "--limit", "1"))));
        Outcome http = whileOpening(daemon.curling("/api/v1/trackers/1/events?limit=1&filter="
                + encoded("pid > 1 || pid == 1")));
        assertThat(http.out()).endsWith("200");
    }

    /** Until it ends, files are opened. */
    private Outcome whileOpening(Running command) {
        try (command) {
            Await.until("the end of the command", Await.LONG, () -> {
                touch();
                return !command.process().isAlive();
            }, () -> command.out() + command.err());
            Outcome outcome = command.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            return outcome;
        }
    }

    private static void touch() {
        try {
            Files.writeString(folder.resolve("opened"), "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
