package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Pty;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of {@code eunomia shell}: on a terminal, several at a time, and how each of them ends. */
@Tag("kernel")
class ShellSessionsIT {
    private static final String PROMPT = "eunomia> ";

    @TempDir
    private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    private String socket() {
        return state().resolve("shell.sock").toString();
    }

    private Pty terminal() {
        return Pty.start(folder.resolve("home"), "shell", "--state", state().toString());
    }

    private Running following(String tracker) {
        return Running.start(Distribution.command("shell", "--state", state().toString(), "-c", "events " + tracker));
    }

    private Outcome shell(String text) {
        return Distribution.eunomia("shell", "--state", state().toString(), "-c", text);
    }

    /** Names of the daemon's threads that a session has. */
    private static List<String> sessionThreads(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.map(ShellSessionsIT::name).filter(name -> name.startsWith("eunomia-shell-")
                    || name.contains("session") || name.startsWith("pipe-") || name.startsWith("job ")).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<?> subscribers(Daemon daemon) {
        return (List<?>) daemon.curl("/api/v1/trackers/1/stats").json().get("subscribers");
    }

    private static Daemon withOpens(Path state) {
        Daemon daemon = Daemon.start(state, "--no-builtin");
        Outcome started = daemon.eunomia("start", Distribution.object("opens").toString());
        assertThat(started.exit()).as(started.err()).isZero();
        return daemon;
    }

    @Test
    void a_terminal_has_completion_history_and_ctrl_c() throws IOException {
        try (Daemon daemon = withOpens(state()); Pty first = terminal()) {
            first.awaitShown(PROMPT);
            first.type("track" + Pty.TAB, "ers");
            first.type(Pty.ENTER, "PROGRAMS");
            first.type("stats op" + Pty.TAB, "ens");
            first.type(Pty.ENTER, "PEAK FILL");
            first.type("events opens --fo" + Pty.CTRL_C, PROMPT);
            first.type("events opens --out" + Pty.TAB, "put");
            first.type("j" + Pty.TAB, "son");
            first.type(Pty.ENTER, "\"filename\":");
            assertThat(subscribers(daemon)).hasSize(1);
            first.type(Pty.CTRL_C, PROMPT);
            Await.until("the subscription to be gone", () -> subscribers(daemon).isEmpty());
            first.type("$COLUMNS" + Pty.ENTER, "80");
            first.type("plan " + folder + "/sta" + Pty.TAB, "te/");
            first.type(Pty.CTRL_C, PROMPT);
            first.type(("$LINES" + Pty.ENTER + Pty.CTRL_C).repeat(20));
            first.type(Pty.CTRL_C + "stop nobody" + Pty.ENTER, "it has opens");
            first.type(Pty.CTRL_D);
            assertThat(first.running().finish(Await.LONG).exit()).isZero();
            assertThat(folder.resolve("home/.local/state/eunomia/shell.history")).content().contains("stop nobody");

            try (Pty second = terminal()) {
                second.awaitShown(PROMPT);
                second.type(Pty.UP, "stop nobody");
                second.type(Pty.UP, "$LINES");
                second.type(Pty.CTRL_C, PROMPT);
                second.type("exit" + Pty.ENTER);
                assertThat(second.running().finish(Await.LONG).exit()).isZero();
            }
            Await.until("all sessions to be gone", () -> sessionThreads(daemon.pid()).isEmpty());
            assertThat(daemon.running().process().isAlive()).isTrue();
        }
    }

    @Test
    void a_client_that_is_killed_takes_its_threads_and_its_subscription_along_and_no_others() {
        try (Daemon daemon = withOpens(state()); Running one = following("opens"); Running other = following("opens")) {
            Await.until("events in both", () -> one.out().contains("PID") && other.out().contains("PID"));
            assertThat(shell("trackers").out()).contains("opens");
            assertThat(subscribers(daemon)).hasSize(2);
            one.signal("KILL");
            Await.until("one subscription to be gone", () -> subscribers(daemon).size() == 1);
            int seen = other.out().length();
            Await.until("further events in the other", () -> other.out().length() > seen);
            other.signal("KILL");
            Await.until("the other subscription to be gone", () -> subscribers(daemon).isEmpty());
            Await.until("the sessions' threads to be gone", Await.LONG, () -> sessionThreads(daemon.pid()).isEmpty(),
                    () -> sessionThreads(daemon.pid()).toString());
        }
    }

    @Test
    void the_daemons_end_ends_sessions_and_tells_them() {
        Daemon daemon = withOpens(state());
        try (daemon; Running follower = following("opens"); Pty terminal = terminal()) {
            terminal.awaitShown(PROMPT);
            Await.until("events", () -> follower.out().contains("PID"));
            assertThat(daemon.end().exit()).isZero();
            Outcome followed = follower.finish(Await.LONG);
            assertThat(followed.exit()).isEqualTo(3);
            assertThat(followed.err()).contains("the daemon ends");
            Outcome typed = terminal.running().finish(Await.LONG);
            assertThat(typed.exit()).isEqualTo(3);
            assertThat(typed.out()).contains("the daemon ends");
            assertThat(Path.of(socket())).doesNotExist();
        }
    }

    @Test
    void a_socket_left_by_a_killed_daemon_is_replaced() {
        try (Daemon killed = Daemon.start(state(), "--no-builtin")) {
            killed.running().signal("KILL");
            killed.running().finish(Await.LONG);
        }
        assertThat(Path.of(socket())).exists();
        assertThat(shell("trackers")).satisfies(gone -> {
            assertThat(gone.exit()).isEqualTo(3);
            assertThat(gone.err()).contains("no daemon has a shell").contains("eunomia server");
        });
        try (Daemon next = Daemon.start(state(), "--no-builtin")) {
            assertThat(shell("trackers").exit()).isZero();
            assertThat(next.running().process().isAlive()).isTrue();
        }
    }

    @Test
    void another_user_is_kept_out_by_modes_and_when_they_are_loosened_by_the_daemon() throws IOException {
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            assertThat(Files.getPosixFilePermissions(Path.of(socket())))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(asNobody().exit()).isEqualTo(4);

            for (Path path : List.of(folder, state(), Path.of(socket()))) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            Outcome refused = asNobody();
            assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
            assertThat(refused.err()).contains("not permitted").contains("root");
            Await.until("the refusal in the daemon's log", () -> daemon.log().contains("shell refused to"));
            assertThat(shell("trackers").exit()).isZero();
        }
    }

    private Outcome asNobody() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        ProcessBuilder command = Distribution.command("shell", "--state", state().toString(), "-c", "trackers");
        command.environment().put("EUNOMIA_OPTS", "-Djava.io.tmpdir=" + folder);
        words.addAll(command.command());
        try (Running run = Running.start(command.command(words))) {
            return run.finish(Await.LONG);
        }
    }

    @Test
    void nothing_of_gogo_is_loaded_before_the_first_session() throws IOException {
        Path log = folder.resolve("classes");
        ProcessBuilder command = Distribution.command("server", "--state", state().toString(), "--listen", "127.0.0.1:0",
                "--no-builtin");
        command.environment().putAll(Map.of("EUNOMIA_OPTS", "-Xlog:class+load:file=" + log));
        try (Running daemon = Running.start(command)) {
            Await.until("the ready line", Await.LONG, () -> daemon.out().contains("ready on"), daemon::err);
            assertThat(Files.readString(log)).contains("io.eunomia.shell.internal.session.ShellServer")
                    .doesNotContain("gogo").doesNotContain("org.jline").doesNotContain("io.eunomia.shell.internal.command");
            assertThat(shell("trackers").exit()).isZero();
            assertThat(Files.readString(log)).contains("org.apache.felix.gogo.runtime").doesNotContain("org.jline");
            daemon.process().destroy();
            assertThat(daemon.finish(Daemon.END_TIME).exit()).isZero();
        }
    }

    @Test
    void a_foreground_server_has_the_shell_on_its_terminal() {
        String[] words = {"server", "--state", state().toString(), "--listen", "127.0.0.1:0", "--no-builtin", "--shell"};
        try (Pty server = Pty.start(folder.resolve("home"), words)) {
            server.awaitShown("ready on");
            server.awaitShown(PROMPT);
            server.type("track" + Pty.TAB + Pty.ENTER, "PROGRAMS");
            assertThat(shell("trackers").exit()).isZero();
            server.type(Pty.CTRL_D, "the server goes on; Ctrl-C ends it");
            assertThat(shell("trackers").exit()).isZero();
            server.type(Pty.CTRL_C);
            assertThat(server.running().finish(Daemon.END_TIME).exit()).isZero();
        }
        assertThat(Distribution.eunomia(words)).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err()).contains("--shell needs a terminal");
        });
    }
}
