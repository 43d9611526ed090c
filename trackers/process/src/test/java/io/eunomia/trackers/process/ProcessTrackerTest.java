package io.eunomia.trackers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.trackers.testing.SeenEvent;
import io.eunomia.trackers.testing.TrackerRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ProcessTrackerTest {
    @TempDir
    private Path folder;

    private static TrackerRun tracker(String... arguments) {
        Map<String, String> given = IntStream.range(0, arguments.length / 2).boxed()
                .collect(Collectors.toMap(i -> arguments[2 * i], i -> arguments[2 * i + 1]));
        return TrackerRun.start("process", given);
    }

    private static List<SeenEvent> of(List<SeenEvent> events, String kind) {
        return events.stream().filter(e -> e.text("kind").equals(kind)).toList();
    }

    private static SeenEvent only(List<SeenEvent> events, String kind) {
        assertThat(of(events, kind)).hasSize(1);
        return of(events, kind).get(0);
    }

    @Test
    void each_of_many_processes_starts_and_ends_exactly_once() throws Exception {
        int shells = 4;
        int each = 250;
        Path program = Command.copy("/bin/true", folder, "eunomia-storm");
        try (TrackerRun run = tracker("target_comm", "eunomia-storm")) {
            List<Process> running = new ArrayList<>();
            for (int shell = 0; shell < shells; shell++) {
                running.add(Command.start("/bin/sh", "-c", "i=0; while [ $i -lt " + each + " ]; do " + program
                        + " " + shell + "-$i; i=$((i+1)); done"));
            }
            for (Process process : running) {
                assertThat(Command.await(process)).isZero();
            }
            List<SeenEvent> events = run.stop();
            assertThat(of(events, "EXEC")).extracting(e -> e.text("args")).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, shells * each).mapToObj(i -> program + " " + i / each + "-" + i % each)
                            .toList());
            assertThat(of(events, "EXIT")).extracting(e -> e.number("pid"))
                    .containsExactlyInAnyOrderElementsOf(of(events, "EXEC").stream().map(e -> e.number("pid"))
                            .toList());
            assertThat(run.ledger("process").kernelLost()).hasValue(0);
            assertThat(run.ledger("process").read()).isEqualTo(2L * shells * each);
        }
    }

    @Test
    void a_start_and_an_end_carry_who_what_and_where() throws Exception {
        Path program = Command.copy("/bin/sleep", folder, "eunomia-values");
        List<SeenEvent> events;
        Process process;
        Instant before = Instant.now();
        try (TrackerRun run = tracker("target_comm", "eunomia-values")) {
            process = Command.start(program.toString(), "0.3");
            assertThat(Command.await(process)).isZero();
            events = run.stop();
        }
        SeenEvent exec = only(events, "EXEC");
        assertThat(exec.number("pid")).isEqualTo(process.pid());
        assertThat(exec.number("ppid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(exec.text("comm")).isEqualTo("eunomia-values");
        assertThat(exec.text("filename")).isEqualTo(program.toString());
        assertThat(exec.text("args")).isEqualTo(program + " 0.3");
        assertThat(exec.number("argc")).isEqualTo(2);
        assertThat(exec.number("uid")).isEqualTo(((Number) Files.getAttribute(folder, "unix:uid")).longValue());
        assertThat(exec.number("mount_ns")).isEqualTo(namespace("mnt"));
        assertThat(exec.number("pid_ns")).isEqualTo(namespace("pid"));
        SeenEvent exit = only(events, "EXIT");
        assertThat(exit.number("pid")).isEqualTo(process.pid());
        assertThat(exit.number("exit_code")).isZero();
        assertThat(exit.number("signal")).isZero();
        assertThat(exit.text("args")).isEmpty();
        assertThat(Duration.ofNanos(exit.number("duration_ns"))).isGreaterThan(Duration.ofMillis(300))
                .isLessThan(Duration.between(before, Instant.now()));
        assertThat(events).containsExactly(exec, exit);
    }

    private static long namespace(String kind) throws IOException {
        String link = Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
        return Long.parseLong(link.substring(link.indexOf('[') + 1, link.indexOf(']')));
    }

    @Test
    void the_end_says_how_exit_code_or_signal() throws Exception {
        Path shell = Command.copy("/bin/sh", folder, "eunomia-ends");
        List<SeenEvent> exits;
        try (TrackerRun run = tracker("target_comm", "eunomia-ends", "execs", "false")) {
            assertThat(Command.run(shell.toString(), "-c", "exit 0")).isZero();
            assertThat(Command.run(shell.toString(), "-c", "exit 42")).isEqualTo(42);
            assertThat(Command.run(shell.toString(), "-c", "exit 255")).isEqualTo(255);
            assertThat(Command.run(shell.toString(), "-c", "kill -KILL $$")).isEqualTo(128 + 9);
            assertThat(Command.run(shell.toString(), "-c", "kill -TERM $$")).isEqualTo(128 + 15);
            exits = run.stop();
        }
        assertThat(exits).extracting(e -> e.text("kind") + " " + e.number("exit_code") + " " + e.text("signal"))
                .containsExactly("EXIT 0 ", "EXIT 42 ", "EXIT 255 ", "EXIT 0 SIGKILL", "EXIT 0 SIGTERM");
    }

    @Test
    void arguments_are_joined_by_spaces_and_bounded() throws Exception {
        String program = Command.copy("/bin/true", folder, "eunomia-args").toString();
        String numbers = IntStream.rangeClosed(1, 15).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        List<SeenEvent> execs;
        try (TrackerRun run = tracker("target_comm", "eunomia-args", "exits", "false")) {
            Command.run(program);
            Command.run(program, "a b", "", "ü");
            Command.run((program + " " + numbers).split(" "));
            Command.run((program + " " + numbers + " 16 17").split(" "));
            Command.run(program, "x".repeat(5000));
            execs = run.stop();
        }
        assertThat(execs).extracting(e -> e.text("args")).containsExactly(program, program + " a b  ü",
                program + " " + numbers, program + " " + numbers,
                (program + " " + "x".repeat(5000)).substring(0, 1024));
        assertThat(execs).extracting(e -> e.number("argc")).containsExactly(1L, 4L, 16L, 18L, 2L);
    }

    @Test
    void a_process_of_many_threads_ends_once() throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        List<Long> started = new ArrayList<>();
        List<SeenEvent> exits;
        try (TrackerRun run = tracker("execs", "false")) {
            for (int i = 0; i < 4; i++) {
                Process java = new ProcessBuilder(home.resolve("bin/java").toString(), "-Xint", "-XX:+UseSerialGC",
                        "-Xmx32m", "-version").redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                assertThat(Command.await(java)).isZero();
                started.add(java.pid());
            }
            exits = run.stop();
        }
        assertThat(exits).extracting(e -> e.number("pid")).filteredOn(started::contains)
                .containsExactlyElementsOf(started);
    }

    @Test
    void only_processes_that_lived_long_enough_when_asked() throws Exception {
        Path program = Command.copy("/bin/sleep", folder, "eunomia-long");
        List<SeenEvent> exits;
        try (TrackerRun run = tracker("target_comm", "eunomia-long", "execs", "false", "min_duration", "3s")) {
            Command.run(program.toString(), "0");
            Command.run(program.toString(), "3.1");
            exits = run.stop();
        }
        assertThat(exits).singleElement().satisfies(exit -> assertThat(
                Duration.ofNanos(exit.number("duration_ns"))).isGreaterThan(Duration.ofMillis(3100)));
    }
}
