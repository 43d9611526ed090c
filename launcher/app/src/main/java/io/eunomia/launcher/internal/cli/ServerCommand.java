package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.config.ConfigException;
import io.eunomia.launcher.internal.config.ListenAddress;
import io.eunomia.launcher.internal.config.ServerSettings;
import io.eunomia.launcher.internal.config.SettingsFile;
import io.eunomia.launcher.internal.config.StatePaths;
import io.eunomia.launcher.internal.distribution.OptionalPart;
import io.eunomia.launcher.internal.run.EndRequest;
import io.eunomia.launcher.internal.run.Signals;
import io.eunomia.launcher.internal.server.Server;
import io.eunomia.launcher.internal.server.ServerOptions;
import io.eunomia.launcher.internal.server.ServerOptions.Persist;
import io.eunomia.launcher.internal.server.WatchFolder;
import io.eunomia.runtime.view.Durations;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "server", description = "Runs the daemon: trackers, and HTTP to control and follow them.",
        footer = {"", "EUNOMIA_FAST=off in the environment leaves out all that is there for the start's speed alone."})
final class ServerCommand extends Command {
    @Option(names = "--listen", paramLabel = "HOST:PORT",
            description = "Loopback address; default 127.0.0.1:8527; port 0 takes a free one.")
    private String listen;

    @Option(names = "--state", paramLabel = "DIR",
            description = "Bundle store and token; default /var/lib/eunomia as root, else ~/.local/state/eunomia.")
    private Path state;

    @Option(names = "--config", paramLabel = "FILE", description = "TOML file; flags win over it.")
    private Path config;

    @Option(names = "--watch", paramLabel = "DIR",
            description = "Packages in this folder are started, updated when they change, removed when they go.")
    private Path watch;

    @Option(names = "--watch-adopt", description = "Files in the watched folder take names from trackers that belong to others.")
    private boolean watchAdopts;

    @Option(names = "--no-builtin", description = "Leaves the trackers process, files and tcpconnect out.")
    private boolean withoutBuiltIns;

    @Option(names = "--allow-code", description = "Takes tracker bundles with Java code over HTTP; it runs as the server.")
    private boolean allowCode;

    @Option(names = "--no-persist", description = "Leaves nothing in the kernel at its end, whatever trackers and configuration ask for.")
    private boolean persistsNone;

    @Option(names = "--shell", description = "Opens a shell on this terminal; exit closes it, and not the server.")
    private boolean shell;

    @Option(names = "--libbpf", paramLabel = "PATH",
            description = "A libbpf.so, or system; default the one that comes with Eunomia.")
    private String libbpf;

    @Option(names = "--btf", paramLabel = "FILE",
            description = "The kernel's types where it does not show them in /sys/kernel/btf/vmlinux: BTF, or a vmlinux that holds it.")
    private Path btf;

    @Override
    int execute() {
        OptionalParts.require("server", OptionalPart.HTTP, OptionalPart.GOGO);
        ServerOptions options = options();
        Privileges.require("server");
        if (shell) {
            OptionalParts.require("--shell", OptionalPart.TERMINAL);
            ServerShell.requireTerminal();
        }
        EndRequest end = new EndRequest();
        Signals.onEnd(end::make);
        try (Server server = Server.start(options, end::made)) {
            end.whenMade(server::close);
            if (!end.made()) {
                terminal().out().println("eunomia " + Version.TEXT + " ready on " + server.summary()
                        .replaceFirst("\\)$", ", " + Durations.show(sinceStart()) + ")"));
                terminal().out().flush();
            }
            ServerShell onTerminal = shell && !end.made() ? ServerShell.start(terminal(), options.state()) : null;
            server.awaitEnd();
            if (onTerminal != null) {
                onTerminal.awaitEnd();
            }
            if (!end.made()) {
                throw new CommandFailure(ExitCode.FAILED, "the framework has ended by itself; all trackers are stopped",
                        "somebody stopped, updated or refreshed the system bundle, for instance from the shell");
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
            OptionalParts.require("--config", OptionalPart.SETTINGS);
        }
        try {
            ServerSettings file = config == null ? ServerSettings.EMPTY : SettingsFile.read(config);
            TypesOptions.check(Optional.ofNullable(libbpf).or(file::libbpf).orElse(""),
                    Optional.ofNullable(btf).or(file::btf).map(Path::toString).orElse(""));
            return new ServerOptions(
                    Optional.ofNullable(listen).map(ListenAddress::parse).or(file::listen).orElse(ListenAddress.DEFAULT),
                    Optional.ofNullable(state).or(file::state).orElseGet(() -> StatePaths.standard(System.getenv())),
                    !withoutBuiltIns && file.builtIn().orElse(true),
                    Optional.ofNullable(libbpf).or(file::libbpf).orElse(""), Optional.ofNullable(btf).or(file::btf),
                    Optional.ofNullable(watch).or(file::watch).map(dir -> WatchFolder.prepare(dir,
                            file.watchInterval().orElse(WatchFolder.DEFAULT_INTERVAL))),
                    watchAdopts || file.watchAdopts().orElse(false), allowCode || file.allowCode().orElse(false),
                    persist(file), file.limits(), file.trackers());
        } catch (ConfigException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), "", "", "", e);
        }
    }

    private Persist persist(ServerSettings file) {
        return persistsNone ? Persist.NEVER : file.persistsAll().orElse(false) ? Persist.ALL : Persist.AS_ASKED;
    }

    /** Returns the time since the process started, JVM start included. */
    private static Duration sinceStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(started, Instant.now());
    }
}
