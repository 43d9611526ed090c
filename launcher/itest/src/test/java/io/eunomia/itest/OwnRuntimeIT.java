package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Ledgers;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that brings its own Java runtime, unpacked and used where no Java can be found. */
@Tag("kernel")
class OwnRuntimeIT {
    private static final Duration PACKING = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 50L << 20;

    @TempDir
    private static Path folder;
    private static Path packed;
    private static Path home;

    @BeforeAll
    static void pack() throws IOException {
        Outcome made = run(new ProcessBuilder(Path.of(System.getProperty("eunomia.root"), "cnf", "with-runtime").toString()));
        assumeTrue(!made.err().contains("no JDK 25 or newer below /usr/lib/jvm"), "no JDK 25 or newer to link a runtime from");
        assertThat(made.exit()).as(made.err()).isZero();
        packed = Path.of(made.out().strip());
        assertThat(run(new ProcessBuilder("tar", "-xzf", packed.toString(), "-C", folder.toString())).exit()).isZero();
        home = folder.resolve(packed.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void it_is_small() throws IOException {
        assertThat(Files.size(packed)).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void it_runs_with_its_own_java_and_its_own_archive_of_classes() throws IOException {
        Path log = folder.resolve("classes.log");
        Outcome version = run(command(Map.of("EUNOMIA_OPTS", "-Xlog:class+load:file=" + log), "version"));
        assertThat(version.exit()).as(version.err()).isZero();
        assertThat(version.out()).containsPattern("java +(2[5-9]|[3-9][0-9])");
        assertThat(Files.readAllLines(log)).anyMatch(line -> line.contains("io.eunomia.launcher.Main")
                && line.contains("shared objects file"));
    }

    @Test
    void a_tracker_runs() {
        try (Running run = Running.start(command(Map.of(), "run", "process", "--limit", "1"))) {
            Await.until("the end of the run", Await.LONG, () -> {
                run(new ProcessBuilder("true"));
                return !run.process().isAlive();
            }, () -> run.out() + run.err());
            Outcome outcome = run.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(Ledgers.number(outcome.err(), "delivered")).isEqualTo(1);
        }
    }

    /** All that a daemon starts with, so that a module which the runtime lacks would be missed here. */
    @Test
    void a_server_answers_and_its_shell_too() {
        String state = folder.resolve("state").toString();
        try (Running server = Running.start(command(Map.of(), "server", "--listen", "127.0.0.1:0", "--state", state))) {
            Await.until("ready", Await.LONG, () -> server.out().contains(" ready on "), () -> server.out() + server.err());
            String url = server.out().replaceFirst("(?s).* ready on (\\S+) .*", "$1");
            Outcome list = run(command(Map.of(), "list", "--url", url, "--state", state));
            assertThat(list.exit()).as(list.err()).isZero();
            assertThat(list.out()).contains("process", "files", "tcpconnect", "running");
            Outcome shell = run(command(Map.of(), "shell", "--state", state, "-c", "trackers; doctor"));
            assertThat(shell.exit()).as(shell.err()).isZero();
            assertThat(shell.out()).contains("tcpconnect", "kernel");
            assertThat(server.err()).doesNotContain("ClassNotFound", "NoClassDef", "Exception");
        }
    }

    private static ProcessBuilder command(Map<String, String> further, String... arguments) {
        ProcessBuilder builder = Distribution.commandOf(home, arguments);
        builder.environment().remove("EUNOMIA_JAVA");
        builder.environment().put("JAVA_HOME", "/nonexistent");
        builder.environment().putAll(further);
        return builder;
    }

    private static Outcome run(ProcessBuilder builder) {
        try (Running running = Running.start(builder)) {
            return running.finish(PACKING);
        }
    }
}
