package io.eunomia.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A command on a pseudo terminal, typed to as a person would: script(1) makes the terminal. Owns the process.
 */
public final class Pty implements AutoCloseable {
    /** What the terminal sends for these keys. */
    public static final String TAB = "\t";
    public static final String ENTER = "\r";
    public static final String CTRL_C = "\u0003";
    public static final String CTRL_D = "\u0004";
    public static final String UP = "\u001bOA";

    private final Running running;

    private Pty(Running running) {
        this.running = running;
    }

    /** @param home where the shell's history goes */
    public static Pty start(Path home, String... arguments) {
        return start(home, Distribution.command(arguments));
    }

    /** Starts any command so. */
    public static Pty start(Path home, ProcessBuilder builder) {
        // exec: a shell that stayed would get Ctrl-C too, and its status would be the terminal's (dash: 130).
        String words = "exec " + String.join(" ", builder.command());
        builder.command("script", "-qec", words, "/dev/null");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_STATE_HOME");
        return new Pty(Running.start(builder));
    }

    public Running running() {
        return running;
    }

    public void type(String keys) {
        try {
            running.process().getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            running.process().getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types, and waits until what is shown from then on contains {@code shown}. */
    public void type(String keys, String shown) {
        int before = running.out().length();
        type(keys);
        Await.until(shown + " after typing", Duration.ofSeconds(60), () -> running.out().substring(before).contains(shown),
                () -> "shown: " + running.out().substring(before));
    }

    public void awaitShown(String text) {
        Await.until(text + " on the terminal", Duration.ofSeconds(60), () -> running.out().contains(text), running::out);
    }

    @Override
    public void close() {
        running.close();
    }
}
