package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Pty;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion in the shells that people type in, each of which runs for real. */
@Tag("kernel")
class CompletionIT {
    private static final Map<String, List<String>> INTERACTIVE = Map.of("bash", List.of("bash", "--norc", "--noprofile", "-i"),
            "zsh", List.of("zsh", "-f", "-i"), "fish", List.of("fish", "--no-config", "-i"));
    /** Prints the candidates of the words after the first, which is the shell's script. */
    private static final Map<String, String> HARNESS = Map.of(
            "bash", "source \"$1\"; COMP_WORDS=(\"${@:2}\"); COMP_LINE=${*:2}; COMP_POINT=${#COMP_LINE}; COMP_CWORD=$((${#COMP_WORDS[@]}-1));"
                    + " _eunomia; printf '%s\\n' \"${COMPREPLY[@]}\"",
            "zsh", "compdef() :; source \"$1\"; compadd() { local array=${@[-1]}; print -rl -- \"${(@P)array}\" }; words=(\"${@:2}\");"
                    + " CURRENT=$#words; PREFIX=${words[-1]}; _eunomia; true",
            "fish", "source $argv[1]; for one in (complete -C (string join ' ' -- $argv[2..-1])); string split \\t -- $one | head -1; end");

    @TempDir
    private Path folder;
    private Path program;

    /** A program of that name which completes as the real one does, and shows what words it gets. */
    @BeforeEach
    void stand_in() throws IOException {
        program = Files.createDirectories(folder.resolve("bin")).resolve("eunomia");
        Files.writeString(program, "#!/bin/sh\ncase $1 in __complete | completion) exec " + Distribution.home().resolve("bin/eunomia")
                + " \"$@\" ;; esac\nprintf '[%s]' got \"$@\"; echo\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder in(ProcessBuilder builder, String url) {
        builder.environment().keySet().removeIf(name -> name.startsWith("EUNOMIA_"));
        builder.environment().putAll(Map.of("EUNOMIA_URL", url, "EUNOMIA_STATE", folder.resolve("state").toString(), "EUNOMIA_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "PATH", program.getParent() + ":" + System.getenv("PATH")));
        return builder.directory(folder.toFile());
    }

    private Outcome run(String url, List<String> words) {
        try (Running running = Running.start(in(new ProcessBuilder(words), url))) {
            return running.finish(Await.LONG);
        }
    }

    private List<String> direct(String url, String... words) {
        List<String> all = new java.util.ArrayList<>(List.of(program.toString(), "__complete", "--"));
        all.addAll(List.of(words));
        return run(url, all).out().lines().skip(1).map(line -> line.split("\t")[0]).toList();
    }

    private static void needs(String shell) {
        boolean there = List.of(System.getenv("PATH").split(":")).stream().anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
        assumeTrue(there, "there is no " + shell + " here");
    }

    private static String nobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void names_are_the_daemons_and_values_the_trackers() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            String url = daemon.url();
            assertThat(direct(url, "events", "")).contains("process", "files", "1");
            assertThat(direct(url, "displays", "files", "")).contains("io");
            assertThat(direct(url, "events", "files", "--fields", "path,re")).contains("path,result", "path,reads").doesNotContain("path,path");
            assertThat(direct(url, "start", "process", "--arg", "")).contains("target_pid=", "execs=");
            assertThat(direct(url, "start", "process", "--arg", "execs=")).containsExactly("execs=true", "execs=false");
            Await.until("the daemon's first plan, which is slower than those after it", () -> !direct(url, "start", "process", "--map", "ended.").isEmpty());
            assertThat(direct(url, "start", "process", "--map", "ended.")).containsExactly("ended.max_entries=", "ended.value_size=");
            assertThat(direct(url, "start", "process", "--attach", "on_")).containsExactly("on_exec=", "on_exit=");
            assertThat(direct(url, "update", "process", "--without", "on_exec,")).contains("on_exec,on_exit").doesNotContain("on_exec,on_exec");
            assertThat(direct(url, "displays", "files", "io", "-o", "")).containsExactly("plain", "json", "csv", "collapsed", "svg");
            assertThat(direct(url, "events", "process", "--limit", "3", "--li")).isEmpty();
            assertThat(direct(url, "events", "process", "--output=c")).containsExactly("--output=csv");
            assertThat(direct(url, "rollback", "process", "--to", "")).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
            assertThat(direct(url, "ev")).containsExactly("events");
        }
    }

    @Test
    void without_a_daemon_what_comes_along_and_files_are_known() throws IOException {
        Path object = Files.copy(Distribution.object("opens"), folder.resolve("my opens.bpf.o"));
        String url = nobody();
        assertThat(direct(url, "events", "")).isEmpty();
        assertThat(direct(url, "run", "")).contains("process", "files", "tcpconnect", "bin/", object.getFileName().toString());
        assertThat(direct(url, "run", "my")).containsExactly("my opens.bpf.o");
        assertThat(direct(url, "run", object.toString(), "--fields", "")).contains("filename", "comm");
        assertThat(direct(url, "run", "process", "--arg", "min")).containsExactly("min_duration=");
        assertThat(direct(url, "upgrade", "")).containsExactly("bin/");
        assertThat(direct(url, "completion", "z")).containsExactly("zsh");
        assertThat(direct(url, "run", "none.bpf.o", "--arg", "")).isEmpty();
    }

    /** A socket that is connected to and says nothing is what a daemon is that hangs. */
    @Test
    void a_daemon_that_does_not_answer_is_not_waited_for() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            assertThat(direct("http://127.0.0.1:" + silent.getLocalPort(), "events", "")).isEmpty();
            // Generous: the machine of the tests has other things to do. A client that waited would wait for good.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void each_shell_offers_the_same(String shell) throws IOException {
        needs(shell);
        Path script = Files.writeString(folder.resolve("script"), Distribution.eunomia("completion", shell).out());
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            for (List<String> words : List.of(List.of(""), List.of("events", ""), List.of("events", "process", "--"),
                    List.of("start", "process", "--arg", ""), List.of("events", "files", "--fields", "pid,"), List.of("run", "process", "-o", ""))) {
                List<String> line = new java.util.ArrayList<>(List.of(shell, "-c", HARNESS.get(shell)));
                line.addAll(shell.equals("fish") ? List.of(script.toString(), "eunomia") : List.of("harness", script.toString(), "eunomia"));
                line.addAll(words);
                Outcome outcome = run(daemon.url(), line);
                List<String> direct = direct(daemon.url(), words.toArray(String[]::new));
                assertThat(direct).as("%s", words).hasSizeGreaterThan(2);
                assertThat(outcome.out().lines().filter(one -> !one.isEmpty())).as("%s: %s", words, outcome.err())
                        .containsExactlyInAnyOrderElementsOf(direct);
            }
        }
    }

    /** What is typed, with the keys as they are, and the words that the command then gets. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void what_is_completed_on_a_terminal_reaches_the_command_as_it_is_and_never_the_shell(String shell) throws IOException {
        needs(shell);
        String hostile = "a$(touch owned);touch owned;`touch owned`&'\"";
        HttpServer daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        daemon.createContext("/api/v1/trackers", exchange -> {
            byte[] answer = ("{\"trackers\":[{\"id\":7,\"name\":\"" + hostile.replace("\"", "\\\"") + "\",\"state\":\"running\",\"description\":"
                    + "\"$(touch owned)\\u001b[31m\\ntouch owned\",\"since\":\"2026-01-01T00:00:00Z\"}]}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        daemon.start();
        Files.createFile(folder.resolve("some file;touch owned.bpf.o"));
        try (Pty terminal = Pty.start(folder, in(new ProcessBuilder(INTERACTIVE.get(shell)), "http://127.0.0.1:" + daemon.getAddress().getPort()))) {
            terminal.type(switch (shell) {
                case "zsh" -> "autoload -U compinit; compinit -D -u; source <(eunomia completion zsh); echo rea''dy\r";
                case "fish" -> "eunomia completion fish | source; echo rea''dy\r";
                default -> "source <(eunomia completion bash); echo rea''dy\r";
            }, "ready");
            type(terminal, "eunomia eve", "events");
            terminal.type(Pty.ENTER, "[got][events]");
            type(terminal, "eunomia events a", "owned");
            terminal.type(Pty.ENTER, "[got][events][" + hostile + "]");
            type(terminal, "eunomia run some", "bpf.o");
            terminal.type(Pty.ENTER, "[got][run][some file;touch owned.bpf.o]");
            type(terminal, "eunomia run process --output=js", "json");
            terminal.type(Pty.ENTER, "[got][run][process][--output=json]");
            type(terminal, "eunomia run process --arg execs=f", "false");
            terminal.type(Pty.ENTER, "[got][run][process][--arg][execs=false]");
        } finally {
            daemon.stop(0);
        }
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    private static void type(Pty terminal, String keys, String completed) {
        terminal.type(keys, keys.substring(keys.length() - 1));
        terminal.type(Pty.TAB, completed.substring(completed.length() - 2));
    }
}
