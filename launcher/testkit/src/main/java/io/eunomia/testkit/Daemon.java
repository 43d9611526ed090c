package io.eunomia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code eunomia server} as a process of its own, on a free port. Owns the process; {@link #close} ends it in order. */
public final class Daemon implements AutoCloseable {
    public static final Duration END_TIME = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("ready on (http://\\S+) \\(([^)]*)\\)");

    private final Path state;
    private final Running running;
    private String url = "";
    private String summary = "";

    private Daemon(Path state, Running running) {
        this.state = state;
        this.running = running;
    }

    /** Starts and waits for the ready line. */
    public static Daemon start(Path state, String... flags) {
        return startBy(List.of(), state, flags);
    }

    /** As {@link #start}, by a command that executes the rest of its words: {@code prlimit}, {@code setpriv}. */
    public static Daemon startBy(List<String> command, Path state, String... flags) {
        return ready(launchBy(command, Distribution.home(), state, flags));
    }

    private static Daemon ready(Daemon daemon) {
        Await.until("the daemon's ready line", Await.LONG, daemon::ready, daemon::log);
        return daemon;
    }

    /** As {@link #start}, by another distribution. */
    public static Daemon startOf(Path home, Path state, String... flags) {
        return ready(launchBy(List.of(), home, state, flags));
    }

    /** Starts without waiting. */
    public static Daemon launch(Path state, String... flags) {
        return launchBy(List.of(), Distribution.home(), state, flags);
    }

    private static Daemon launchBy(List<String> command, Path home, Path state, String... flags) {
        List<String> words = new ArrayList<>(List.of("server", "--state", state.toString(), "--listen", "127.0.0.1:0"));
        words.addAll(List.of(flags));
        ProcessBuilder plain = Distribution.commandOf(home, words.toArray(String[]::new));
        List<String> all = new ArrayList<>(command);
        all.addAll(plain.command());
        return new Daemon(state, Running.start(plain.command(all)));
    }

    private boolean ready() {
        Matcher matcher = READY.matcher(running.out());
        if (matcher.find()) {
            url = matcher.group(1);
            summary = matcher.group(2);
            return true;
        }
        if (!running.process().isAlive()) {
            throw new AssertionError("the daemon ended: " + running.finish(Await.LONG));
        }
        return false;
    }

    public String url() {
        return url;
    }

    /** What the ready line says in parentheses. */
    public String summary() {
        return summary;
    }

    public Running running() {
        return running;
    }

    public long pid() {
        return running.pid();
    }

    public String log() {
        return running.out() + running.err();
    }

    public String token() {
        try {
            return Files.readString(state.resolve("token")).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client command against this daemon. */
    public Outcome eunomia(String... words) {
        return Distribution.eunomia(client(words));
    }

    /** The same by another distribution's client. */
    public Outcome eunomiaOf(Path home, String... words) {
        return Distribution.eunomiaOf(home, client(words));
    }

    public String[] client(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", url, "--state", state.toString()));
        return all.toArray(String[]::new);
    }

    /** curl with the token; the body and, on a line of its own, the status. */
    public Reply curl(String path, String... options) {
        try (Running curl = curling(path, options)) {
            Outcome outcome = curl.finish(Duration.ofSeconds(120));
            assertThat(outcome.exit()).as("curl %s: %s", path, outcome.err()).isZero();
            int cut = outcome.out().lastIndexOf('\n');
            return new Reply(Integer.parseInt(outcome.out().substring(cut + 1).trim()), outcome.out().substring(0, cut).strip());
        }
    }

    public Running curling(String path, String... options) {
        List<String> words = new ArrayList<>(List.of("curl", "-sSN", "-w", "\\n%{http_code}", "-H",
                "Authorization: Bearer " + token()));
        words.addAll(List.of(options));
        words.add(url + path);
        return Running.start(new ProcessBuilder(words));
    }

    /** Sends SIGTERM and waits for the end. */
    public Outcome end() {
        running.process().destroy();
        return running.finish(END_TIME);
    }

    @Override
    public void close() {
        try (running) {
            if (running.process().isAlive()) {
                end();
            }
        }
    }

    /** An HTTP answer. */
    public record Reply(int status, String body) {
        @SuppressWarnings("unchecked")    // a JSON object has text keys
        public Map<String, Object> json() {
            try {
                return (Map<String, Object>) JSON.std.anyFrom(body);
            } catch (IOException | ClassCastException e) {
                throw new AssertionError("not a JSON object: " + this, e);
            }
        }
    }
}
