package io.eunomia.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code eunomia server} of the distribution as a process of its own, on a free port. Owns it. */
public final class Daemon implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on http://127\\.0\\.0\\.1:([0-9]+)");
    private static final Duration BOOT = Duration.ofSeconds(60);

    private final Child child;
    private final Path state;
    private final int port;
    private final long readyNanos;

    private Daemon(Bench bench, Jdk jdk, Path state, List<String> flags, Map<String, String> environment) {
        this.state = state;
        bench.archive(jdk);
        List<String> words = new ArrayList<>(List.of(bench.distribution().resolve("bin/eunomia").toString(), "server",
                "--state", state.toString(), "--listen", "127.0.0.1:0"));
        words.addAll(flags);
        Map<String, String> all = new HashMap<>(environment);
        all.put("EUNOMIA_JAVA", jdk.tool("java").toString());
        child = Child.start(words, all);
        try {
            Child.Line line = child.await(text -> READY.matcher(text).find(), BOOT);
            if (line.text() == null) {
                throw new IllegalStateException("the daemon ended: " + child.said());
            }
            Matcher matcher = READY.matcher(line.text());
            matcher.find();
            port = Integer.parseInt(matcher.group(1));
            readyNanos = line.nanos() - child.started();
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** With the Java that runs this; waits until it is ready. */
    public static Daemon start(Bench bench, String... flags) {
        return start(bench, Jdk.own(), bench.folder("state"), flags);
    }

    public static Daemon start(Bench bench, Jdk jdk, Path state, String... flags) {
        return new Daemon(bench, jdk, state, List.of(flags), Map.of());
    }

    /** With further variables in its environment. */
    public static Daemon start(Bench bench, Jdk jdk, Path state, Map<String, String> environment) {
        return new Daemon(bench, jdk, state, List.of(), environment);
    }

    /** As before {@code eunomia archive} was run. */
    public static Daemon startWithoutArchive(Bench bench, Jdk jdk, Path state) {
        return new Daemon(bench, jdk, state, List.of(), Map.of("EUNOMIA_ARCHIVES", "none"));
    }

    /** From before the process was made to its line "ready". */
    public long readyNanos() {
        return readyNanos;
    }

    public long pid() {
        return child.pid();
    }

    public int port() {
        return port;
    }

    public Path state() {
        return state;
    }

    public String said() {
        return child.said();
    }

    public String token() {
        try {
            return Files.readString(state.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that is kept. */
    public Api connect() {
        return new Api(port, token());
    }

    @Override
    public void close() {
        child.close();
    }
}
