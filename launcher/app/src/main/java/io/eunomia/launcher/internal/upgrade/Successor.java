package io.eunomia.launcher.internal.upgrade;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that waits to become a daemon in the place of another: with its words, environment, folder and outputs. It is made
 * while the other one still runs, because nobody finds its outputs afterwards. Closed without {@link #go} it ends.
 */
public final class Successor implements AutoCloseable {
    /** Waits for a line; without one, when its maker has ended, it ends too. */
    private static final String WAIT = "read -r go && exec \"$@\" </dev/null";

    private final Process process;

    private Successor(Process process) {
        this.process = process;
    }

    /**
     * Makes the process.
     *
     * @param home of the distribution that it is to run
     * @throws UpgradeException when it cannot be made
     */
    public static Successor of(RunningDaemon daemon, Path home) {
        // In a session of its own: a key at this terminal must not end it.
        List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", WAIT, "sh", home.resolve("bin/eunomia").toString()));
        words.addAll(daemon.words());
        ProcessBuilder builder = new ProcessBuilder(words).directory(daemon.directory().toFile())
                .redirectOutput(output(daemon, 1)).redirectError(output(daemon, 2));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(daemon.environment());
        try {
            return new Successor(builder.start());
        } catch (IOException e) {
            throw new UpgradeException("the other daemon cannot be prepared: " + e.getMessage(),
                    "the command needs setsid and sh, and the folder " + daemon.directory(), e);
        }
    }

    private static Redirect output(RunningDaemon daemon, int stream) {
        File file = daemon.output(stream).toFile();
        try {
            // A socket, such as the journal's, cannot be opened anew.
            return Files.readSymbolicLink(file.toPath()).toString().startsWith("socket:") ? Redirect.DISCARD : Redirect.appendTo(file);
        } catch (IOException e) {
            // The daemon has closed it.
            return Redirect.DISCARD;
        }
    }

    /** Lets it become the daemon, because the other one has ended. */
    public void go() {
        try (var line = process.getOutputStream()) {
            line.write('\n');
        } catch (IOException e) {
            throw new UpgradeException("the other daemon has ended before it began", "start it by hand", e);
        }
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Returns where it listens; none before it does. */
    public List<String> addresses() {
        return ListeningAddresses.of(process.pid());
    }

    /** Lets a process that still waits end; a daemon goes on. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended.
            process.destroy();
        }
    }
}
