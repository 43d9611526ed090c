package io.eunomia.launcher.internal.training;

import io.eunomia.launcher.internal.boot.Home;
import io.eunomia.launcher.internal.boot.TemporaryDirectory;
import io.eunomia.launcher.internal.config.ListenAddress;
import io.eunomia.launcher.internal.run.Signals;
import io.eunomia.launcher.internal.server.Server;
import io.eunomia.launcher.internal.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Runs a daemon and clients of it, one after the other in this process, doing what people have them do. Classes that are
 * not used here are not in the archive and merely load more slowly. It may run beside a real daemon, because it has a state
 * folder and a port of its own.
 */
public final class ArchiveTraining {
    private static final String OBJECT = ".bpf.o";
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Optional<Home> home;
    private final boolean mayLoad;
    private final ToIntFunction<List<String>> cli;
    private final List<String> failed = new ArrayList<>();

    private ArchiveTraining(Optional<Home> home, boolean mayLoad, ToIntFunction<List<String>> cli) {
        this.home = home;
        this.mayLoad = mayLoad;
        this.cli = cli;
    }

    /**
     * Runs the training.
     *
     * @param mayLoad whether this process may load programs; if not, everything else is done
     * @param cli the command line; gives an exit code
     * @return what could not be done, a line each
     */
    public static List<String> run(Optional<Home> home, boolean mayLoad, ToIntFunction<List<String>> cli) {
        ArchiveTraining training = new ArchiveTraining(home, mayLoad, cli);
        try (TemporaryDirectory folder = new TemporaryDirectory()) {
            training.run(folder.path());
        }
        return training.failed;
    }

    private void run(Path folder) {
        command("version");
        Path state = folder.resolve("state");
        // It runs twice, because a start that finds its store is not the same as a first one.
        serve(folder, state, false);
        serve(folder, state, true);
        if (mayLoad) {
            ProcessLoad.during(() -> command("run", "process", "--limit", "1"));
        } else {
            failed.add("trackers (this process may not load programs: run it as root)");
        }
    }

    private void serve(Path folder, Path state, boolean clients) {
        try {
            if (mayLoad) {
                serveByCommand(folder, state, clients);
            } else {
                serveWithoutTrackers(folder, state, clients);
            }
        } catch (RuntimeException e) {
            failed.add("the daemon (" + e.getMessage() + ")");
        }
    }

    /** Runs the command {@code server} as people do: it is ended by a signal. */
    private void serveByCommand(Path folder, Path state, boolean clients) {
        String address = "127.0.0.1:" + freePort();
        List<String> words = List.of("server", "--listen", address, "--state", state.toString());
        List<String> question = List.of("list", "--url", "http://" + address, "--state", state.toString());
        CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> cli.applyAsInt(words),
                server -> new Thread(server, "trained-daemon").start());
        while (!ended.isDone() && cli.applyAsInt(question) != 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        if (!ended.isDone()) {
            try {
                if (clients) {
                    talk(folder, "http://" + address, state.toString());
                }
            } finally {
                Signals.raise("TERM");
            }
        }
        if (ended.join() != 0) {
            failed.add("the daemon");
        }
    }

    /** The command {@code server} refuses a process that may not load programs, so its parts are used without it. */
    private void serveWithoutTrackers(Path folder, Path state, boolean clients) {
        ServerOptions options = new ServerOptions(new ListenAddress("127.0.0.1", 0), state, false, "", Optional.empty(),
                Optional.empty(), false, false, ServerOptions.Persist.AS_ASKED, Map.of(), List.of());
        try (Server server = Server.start(options)) {
            if (clients) {
                talk(folder, server.address().url(), state.toString());
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Path folder, String url, String state) {
        String[] daemon = {"--url", url, "--state", state};
        command(daemon, "list");
        command("__complete", "--", "events", "--url", url, "--state", state, "");
        command(daemon, "list", "--json");
        if (!mayLoad) {
            return;
        }
        command(daemon, "stats", "process");
        ProcessLoad.during(() -> {
            command(daemon, "events", "process", "--limit", "1");
            command(daemon, "events", "process", "--limit", "1", "--output", "json", "--filter", "(pid>=1)", "--fields", "pid,comm");
        });
        object(folder).ifPresent(file -> {
            command(daemon, "start", file, "--name", "trained");
            command(daemon, "update", "trained", file);
            command(daemon, "stop", "trained", "--remove");
        });
        command(daemon, "stop", "files");
        command(daemon, "start", "files");
    }

    private void command(String[] daemon, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(daemon));
        if (cli.applyAsInt(all) != 0) {
            failed.add("eunomia " + String.join(" ", words));
        }
    }

    private void command(String... words) {
        command(new String[0], words);
    }

    /** Returns the compiled program of a built-in tracker, as a file. */
    private Optional<String> object(Path folder) {
        return home.flatMap(found -> found.tracker("process")).map(jar -> extracted(jar, folder.resolve("trained" + OBJECT)));
    }

    private String extracted(Path tracker, Path file) {
        try (JarFile jar = new JarFile(tracker.toFile(), false)) {
            ZipEntry entry = jar.stream().filter(one -> one.getName().endsWith(OBJECT)).findFirst().orElseThrow();
            try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, file);
            }
        } catch (IOException e) {
            failed.add("an object as a package (" + e.getMessage() + ")");
        }
        return file.toString();
    }
}
