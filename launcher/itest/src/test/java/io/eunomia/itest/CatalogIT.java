package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code eunomia trackers}: what there is to run, and what each has. */
@Tag("kernel")
class CatalogIT {
    @TempDir
    private Path folder;

    /** Runs a line in a shell of 80 columns. */
    private Outcome line(Daemon daemon, String line) {
        ProcessBuilder builder = Distribution.command();
        String program = builder.command().get(0);
        builder.command("bash", "-c", "eunomia() { timeout --signal=INT 12 " + program + " \"$@\"; }; " + line).directory(folder.toFile());
        builder.environment().put("COLUMNS", "80");
        if (daemon != null) {
            builder.environment().putAll(Map.of("EUNOMIA_URL", daemon.url(), "EUNOMIA_TOKEN", daemon.token()));
        }
        try (Running running = Running.start(builder)) {
            return running.finish(Await.LONG);
        }
    }

    private static void fits(Outcome outcome) {
        assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void with_a_daemon_what_is_installed_is_listed_and_what_comes_along() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            assertThat(daemon.eunomia("start", Distribution.object("opens").toString(), "--name", "mine").exit()).isZero();
            Outcome all = line(daemon, "eunomia trackers");
            fits(all);
            assertThat(all.out()).containsPattern("process +\\S+ +running +tracing +Every program").containsPattern("mine +- +running +tracepoint")
                    .containsPattern("profile +\\S+ +- +perf_event");
            List<?> json = (List<?>) JSON.std.mapFrom(line(daemon, "eunomia trackers --json").out()).get("trackers");
            assertThat(json.toString()).contains("name=mine", "state=running", "programs=[tracepoint]", "name=profile", "state=,");

            Outcome one = line(daemon, "eunomia trackers mine");
            fits(one);
            assertThat(one.out()).startsWith("mine").contains("FIELD", "filename", "eunomia start mine", "eunomia events mine --fields pid,comm,filename", "tracepoint")
                    .doesNotContain("eunomia run");
            assertThat(daemon.curl("/api/v1/trackers/1/plan").json()).containsEntry("name", "process").containsKeys("displays", "arguments");
            assertThat(daemon.curl("/api/v1/trackers/99/plan").status()).isEqualTo(404);
            assertThat(line(daemon, "eunomia trackers nobody")).satisfies(wrong -> {
                assertThat(wrong.exit()).isEqualTo(1);
                assertThat(wrong.err()).contains("nobody").contains("process, files, tcpconnect");
            });
        }
    }

    @Test
    void without_a_daemon_it_is_said_of_what_comes_along_and_of_files() throws IOException {
        Outcome all = line(null, "EUNOMIA_URL= EUNOMIA_STATE= eunomia trackers");
        fits(all);
        assertThat(all.out()).contains("process", "files", "tcpconnect");
        Map<String, Object> json = JSON.std.mapFrom(line(null, "eunomia trackers files --json").out());
        assertThat(json).containsEntry("name", "files").containsKeys("arguments", "streams", "displays", "programs");
        Outcome file = line(null, "eunomia trackers " + Distribution.object("opens"));
        assertThat(file.out()).contains("Stream rb", "filename", "Examples:");
        assertThat(line(null, "eunomia trackers --url http://127.0.0.1:9")).satisfies(meant -> assertThat(meant.exit()).isEqualTo(3));
    }

    @Test
    void the_help_of_run_says_what_the_tracker_takes() {
        Outcome help = line(null, "eunomia run process --help");
        fits(help);
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage:", "--duration", "min_duration", "report the end only of processes", "exit_code");
        assertThat(line(null, "eunomia run --help").out()).contains("Usage:").doesNotContain("ARGUMENT");
        assertThat(line(null, "eunomia run nosuch --help")).satisfies(wrong -> {
            assertThat(wrong.exit()).isEqualTo(1);
            assertThat(wrong.out()).contains("Usage:");
            assertThat(wrong.err()).contains("nosuch");
        });
    }

    /** As they are printed, those without an end of their own ended by Ctrl-C. */
    @ParameterizedTest
    @ValueSource(strings = {"process", "files", "tcpconnect", "profile"})
    void every_example_works(String tracker) {
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            String shown = line(daemon, "eunomia trackers " + tracker).out();
            List<String> examples = shown.substring(shown.indexOf("Examples:")).lines().skip(1).map(String::strip).toList();
            assertThat(examples).hasSizeGreaterThan(3);
            for (String example : examples) {
                Outcome outcome = line(daemon, "(while :; do ls /; done >/dev/null) & " + example + "; status=$?; kill $!; exit $status");
                // timeout says 124 where it sent the signal, whatever the command makes of it.
                assertThat(outcome.exit()).as("%s: %s", example, outcome.err()).isIn(0, 124);
            }
        }
    }
}
