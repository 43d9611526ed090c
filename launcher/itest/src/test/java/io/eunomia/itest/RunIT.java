package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Ledgers;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eunomia run} with its flags, inputs, outputs and ends. */
@Tag("kernel")
class RunIT {
    private static final Duration TIME = Duration.ofSeconds(120);
    private static final String OPENS = Distribution.object("opens").toString();

    @TempDir
    private Path folder;

    @Test
    void an_iterator_is_read_once_and_that_is_the_end() {
        Outcome outcome = Distribution.eunomia("run", Distribution.object("tasks").toString());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("TEXT").contains("task " + ProcessHandle.current().pid() + "\n");
        assertThat(outcome.err()).contains("read on demand").contains("lost in the kernel 0");
    }

    @Test
    void a_built_in_tracker_prints_columns_under_titles() {
        try (Running run = Running.start(Distribution.command("run", "process", "--limit", "3"))) {
            whileRunning(run, () -> ran("true"));
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            List<String> lines = outcome.out().lines().toList();
            assertThat(lines.get(0).toLowerCase(java.util.Locale.ROOT)).contains("pid").contains("comm");
            assertThat(Ledgers.number(outcome.err(), "delivered")).isEqualTo(3);
        }
    }

    @Test
    void json_holds_just_the_limit_and_the_fields_asked_for() {
        Outcome outcome = opening("--output", "json", "--fields", "pid,filename", "--limit", "4");
        List<String> lines = outcome.out().lines().filter(line -> line.contains("filename")).toList();
        assertThat(lines).hasSize(4).allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                .noneMatch(line -> line.contains("comm"));
    }

    @Test
    void csv_starts_with_the_names_of_its_columns() {
        Outcome outcome = opening("--output", "csv", "--fields", "pid,filename", "--limit", "2");
        assertThat(outcome.out().lines().toList().get(0)).contains("pid").contains("filename").contains(",");
        assertThat(outcome.out().lines()).hasSize(3);
    }

    @Test
    void a_filter_lets_only_matches_through() {
        Path wanted = folder.resolve("wanted-file");
        try (Running run = Running.start(Distribution.command("run", OPENS, "--output", "json", "--filter",
                "(filename=*wanted-file)", "--limit", "2"))) {
            whileRunning(run, () -> {
                touch(wanted);
                touch(folder.resolve("other-file"));
            });
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.out().lines().filter(line -> !line.contains("@notice"))).hasSize(2)
                    .allMatch(line -> line.contains("wanted-file"));
        }
    }

    @Test
    void a_duration_ends_it() {
        long started = System.nanoTime();
        Outcome outcome = Distribution.eunomia("run", OPENS, "--duration", "500ms");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("stopped after");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(TIME);
    }

    @Test
    void a_package_may_come_from_standard_input() {
        ProcessBuilder command = Distribution.command("run", "-", "--duration", "200ms")
                .redirectInput(Path.of(OPENS).toFile());
        try (Running run = Running.start(command)) {
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
        }
    }

    @Test
    void a_reader_that_leaves_ends_it_quietly() {
        String eunomia = Distribution.home().resolve("bin/eunomia").toString();
        ProcessBuilder shell = new ProcessBuilder("bash", "-c",
                "\"$0\" run \"$1\" --output json | head -2; echo \"status ${PIPESTATUS[0]}\"", eunomia, OPENS);
        try (Running run = Running.start(shell)) {
            whileRunning(run, () -> touch(folder.resolve("opened")));
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.out()).endsWith("status 0\n");
            assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("Broken pipe");
        }
    }

    @Test
    void arguments_set_globals() {
        try (Running run = Running.start(Distribution.command("run", Distribution.object("ranged").toString(), "--arg",
                "small=200", "--arg", "signed_number=-300", "--arg", "truth=false", "--output", "json", "--limit", "1"))) {
            whileRunning(run, () -> ran("bash", "-c", "ps -o pgid= $$ >/dev/null; setsid true; kill -0 $$"
                    + "; command -v python3 >/dev/null && python3 -c 'import os; os.getpgid(0)'"));
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("\"small\":200").contains("\"signed_number\":-300")
                    .contains("\"truth\":false");
        }
    }

    @Test
    void nothing_stays_in_the_temporary_folder() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        ProcessBuilder command = Distribution.command("run", OPENS, "--duration", "100ms");
        command.environment().put("EUNOMIA_OPTS", "-Djava.io.tmpdir=" + temporary);
        try (Running run = Running.start(command)) {
            assertThat(run.finish(TIME).exit()).isZero();
        }
        try (var left = Files.list(temporary)) {
            assertThat(left.map(Path::getFileName).map(Path::toString).filter(name -> !name.startsWith("eunomia-libbpf-"))
                    .filter(name -> !name.startsWith("hsperfdata"))).isEmpty();
        }
    }

    private Outcome opening(String... flags) {
        List<String> words = new java.util.ArrayList<>(List.of("run", OPENS));
        words.addAll(List.of(flags));
        try (Running run = Running.start(Distribution.command(words.toArray(String[]::new)))) {
            whileRunning(run, () -> touch(folder.resolve("opened")));
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            return outcome;
        }
    }

    private static void whileRunning(Running run, Runnable stimulus) {
        Await.until("the end of the run", TIME, () -> {
            stimulus.run();
            return !run.process().isAlive();
        }, () -> run.out() + run.err());
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void ran(String... words) {
        try (Running running = Running.start(new ProcessBuilder(words))) {
            running.finish(TIME);
        }
    }
}
