package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.Part;
import io.eunomia.launcher.internal.boot.Signals;
import io.eunomia.launcher.internal.config.ConfigException;
import io.eunomia.launcher.internal.config.ListenAddress;
import io.eunomia.launcher.internal.config.ServerSettings;
import io.eunomia.launcher.internal.config.SettingsFile;
import io.eunomia.launcher.internal.config.StatePaths;
import io.eunomia.launcher.internal.run.EndRequest;
import io.eunomia.launcher.internal.server.Server;
import io.eunomia.launcher.internal.server.ServerOptions;
import io.eunomia.launcher.internal.server.WatchFolder;
import io.eunomia.shell.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine;

@CommandLine.Command(name = "server", description = "Runs the daemon: trackers, and HTTP to control and follow them.")
final class ServerCommand extends Command {
    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Loopback address; default 127.0.0.1:8527; port 0 takes a free one.")
    private String listen;

    @Option(names = "--state", paramLabel = "DIR",
            description = "Bundle store and token; default /var/lib/eunomia as root, else ~/.local/state/eunomia.")
    private Path state;

    @Option(names = "--config", paramLabel = "FILE", description = "TOML file; flags win over it.")
    private Path config;

    @Option(names = "--watch", paramLabel = "DIR",
            description = "Packages in this folder are started, updated when they change, removed when they go.")
    private Path watch;

    @Option(names = "--no-builtin", description = "Leaves the trackers process, files and tcpconnect out.")
    private boolean withoutBuiltIns;

    @Option(names = "--shell", description = "Opens a shell on this terminal; exit closes it, and not the server.")
    private boolean shell;

    @Option(names = "--libbpf", paramLabel = "PATH", description = "A libbpf.so, or system; default the one that comes with Eunomia.")
    private String libbpf;

    @Override
    int execute() {
        Parts.require("server", Part.HTTP, Part.GOGO);
        ServerOptions options = options();
        if (options.watch().isPresent()) {
            Parts.require("--watch", Part.WATCHING);
        }
        Privileges.require("server");
        if (shell) {
            Parts.require("--shell", Part.TERMINAL);
            ServerShell.requireTerminal();
        }
        EndRequest end = new EndRequest();
        Signals.onEnd(end::make);
        try (Server server = Server.start(options)) {
            end.whenMade(server::close);
            if (!end.made()) {
                terminal().out().println("eunomia " + VersionCommand.VERSION + " ready on " + server.summary()
                        .replaceFirst("\\)$", ", " + Durations.show(sinceStart()) + ")"));
                terminal().out().flush();
            }
            // What the start leaves a daemon at rest would keep for hours. Softly held things go with the second collection
            // only: time passes for them from one to the next.
            System.gc();
            System.gc();
            ServerShell onTerminal = shell && !end.made() ? ServerShell.start(terminal(), options.state()) : null;
            server.awaitEnd();
            if (onTerminal != null) {
                onTerminal.awaitEnd();
            }
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } catch (ConfigException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), "", "", "", e);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    private ServerOptions options() {
        if (config != null) {
            Parts.require("--config", Part.SETTINGS);
        }
        try {
            ServerSettings file = config == null ? ServerSettings.EMPTY : SettingsFile.read(config);
            return new ServerOptions(
                    listen != null ? ListenAddress.parse(listen) : file.listen().orElse(ListenAddress.DEFAULT),
                    state != null ? state : file.state().orElseGet(() -> StatePaths.standard(System.getenv())),
                    !withoutBuiltIns && file.builtIn().orElse(true),
                    libbpf != null ? libbpf : file.libbpf().orElse(""),
                    Optional.ofNullable(watch).or(file::watch).map(dir -> WatchFolder.prepare(dir,
                            file.watchInterval().orElse(WatchFolder.DEFAULT_INTERVAL))), file.limits(), file.trackers());
        } catch (ConfigException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), "", "", "", e);
        }
    }

    /** Of the process, JVM start included. */
    private static Duration sinceStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(started, Instant.now());
    }
}
