package io.eunomia.bench.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that is asked and answers by lines. What it writes, both outputs together, is read as it comes, each line
 * with the time it came. Owns the process; {@link #close} ends it.
 */
public final class Child implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(20);

    /** @param nanos {@link System#nanoTime} when it was read; text is null at the end */
    public record Line(String text, long nanos) {
    }

    private final String name;
    private final long started;
    private final Process process;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final StringBuffer said = new StringBuffer();

    private Child(List<String> words, Map<String, String> environment) {
        name = String.join(" ", words);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeIf(each -> each.startsWith("EUNOMIA_"));
        builder.environment().putAll(environment);
        started = System.nanoTime();
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    public static Child start(List<String> words) {
        return new Child(words, Map.of());
    }

    public static Child start(List<String> words, Map<String, String> environment) {
        return new Child(words, environment);
    }

    /** Runs to the end, which must be a good one. @return all it wrote */
    public static String run(Duration most, List<String> words) {
        return run(most, words, Map.of());
    }

    /** The same with further variables in its environment. */
    public static String run(Duration most, List<String> words, Map<String, String> environment) {
        try (Child child = start(words, environment)) {
            child.await(text -> false, most);
            if (child.exit() != 0) {
                throw new IllegalStateException(child.name + " ended with " + child.exit() + ": " + child.said);
            }
            return child.said.toString();
        }
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(new Line(line, System.nanoTime()));
                if (said.length() < 1 << 16) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            // Ended by us: what it said until then is kept.
            said.append(e.getMessage()).append('\n');
        }
        lines.add(new Line(null, System.nanoTime()));
    }

    /** {@link System#nanoTime} just before it was started. */
    public long started() {
        return started;
    }

    public long pid() {
        return process.pid();
    }

    public void send(String line) {
        try {
            process.getOutputStream().write((line + '\n').getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException(name + " is gone: " + said, e);
        }
    }

    public Line ask(String line, Duration most) {
        send(line);
        return next(most);
    }

    /** @throws IllegalStateException when it ends or is silent for too long */
    public Line next(Duration most) {
        Line line = await(text -> true, most);
        if (line.text() == null) {
            throw new IllegalStateException(name + " ended: " + said);
        }
        return line;
    }

    /** The next line that is wanted, or that of the end, whose text is null. */
    public Line await(Predicate<String> wanted, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (true) {
            try {
                Line line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new IllegalStateException(name + " was silent for " + most.toSeconds() + " s: " + said);
                }
                if (line.text() == null || wanted.test(line.text())) {
                    return line;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    public String said() {
        return said.toString();
    }

    public int exit() {
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** SIGTERM, and SIGKILL when that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
