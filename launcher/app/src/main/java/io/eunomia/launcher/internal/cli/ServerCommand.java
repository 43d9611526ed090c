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
import io.eunomia.launcher.internal.server.WatchFolder;
import io.eunomia.runtime.view.Durations;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class ServerCommand extends Command {
    private final OptionSpec listen = option("--listen", "HOST:PORT", String.class,
            "Loopback address; default 127.0.0.1:8527; port 0 takes a free one.");
    private final OptionSpec state = option("--state", "DIR", Path.class,
            "Bundle store and token; default /var/lib/eunomia as root, else ~/.local/state/eunomia.");
    private final OptionSpec config = option("--config", "FILE", Path.class, "TOML file; flags win over it.");
    private final OptionSpec watch = option("--watch", "DIR", Path.class,
            "Packages in this folder are started, updated when they change, removed when they go.");
    private final OptionSpec watchAdopts = flag("--watch-adopt",
            "Files in the watched folder take names from trackers that belong to others.");
    private final OptionSpec withoutBuiltIns = flag("--no-builtin", "Leaves the trackers process, files and tcpconnect out.");
    private final OptionSpec allowCode = flag("--allow-code", "Takes tracker bundles with Java code over HTTP; it runs as the server.");
    private final OptionSpec shell = flag("--shell", "Opens a shell on this terminal; exit closes it, and not the server.");
    private final OptionSpec libbpf = option("--libbpf", "PATH", String.class,
            "A libbpf.so, or system; default the one that comes with Eunomia.");
    private final OptionSpec btf = option("--btf", "FILE", Path.class,
            "The kernel's types where it does not show them in /sys/kernel/btf/vmlinux: BTF, or a vmlinux that holds it.");

    /** Builds the options in code, because reading annotations takes 30 ms of the daemon's start. */
    @Override
    CommandSpec own() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage().description("Runs the daemon: trackers, and HTTP to control and follow them.");
        for (OptionSpec option : List.of(listen, state, config, watch, watchAdopts, withoutBuiltIns, allowCode, shell, libbpf, btf)) {
            spec.addOption(option);
        }
        return spec;
    }

    private static OptionSpec option(String name, String label, Class<?> type, String description) {
        return OptionSpec.builder(name).paramLabel(label).type(type).description(description).build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    @Override
    int execute() {
        OptionalParts.require("server", OptionalPart.HTTP, OptionalPart.GOGO);
        ServerOptions options = options();
        Privileges.require("server");
        if (isGiven(shell)) {
            OptionalParts.require("--shell", OptionalPart.TERMINAL);
            ServerShell.requireTerminal();
        }
        EndRequest end = new EndRequest();
        Signals.onEnd(end::make);
        try (Server server = Server.start(options, end::made)) {
            end.whenMade(server::close);
            if (!end.made()) {
                terminal().out().println("eunomia " + VersionCommand.VERSION + " ready on " + server.summary()
                        .replaceFirst("\\)$", ", " + Durations.show(sinceStart()) + ")"));
                terminal().out().flush();
            }
            ServerShell onTerminal = isGiven(shell) && !end.made() ? ServerShell.start(terminal(), options.state()) : null;
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
        Path settings = config.getValue();
        if (settings != null) {
            OptionalParts.require("--config", OptionalPart.SETTINGS);
        }
        try {
            ServerSettings file = settings == null ? ServerSettings.EMPTY : SettingsFile.read(settings);
            TypesOptions.check(given(libbpf, String.class).or(file::libbpf).orElse(""),
                    given(btf, Path.class).or(file::btf).map(Path::toString).orElse(""));
            return new ServerOptions(
                    given(listen, String.class).map(ListenAddress::parse).or(file::listen).orElse(ListenAddress.DEFAULT),
                    given(state, Path.class).or(file::state).orElseGet(() -> StatePaths.standard(System.getenv())),
                    !isGiven(withoutBuiltIns) && file.builtIn().orElse(true),
                    given(libbpf, String.class).or(file::libbpf).orElse(""), given(btf, Path.class).or(file::btf),
                    given(watch, Path.class).or(file::watch).map(dir -> WatchFolder.prepare(dir,
                            file.watchInterval().orElse(WatchFolder.DEFAULT_INTERVAL))),
                    isGiven(watchAdopts) || file.watchAdopts().orElse(false), isGiven(allowCode) || file.allowCode().orElse(false), file.limits(), file.trackers());
        } catch (ConfigException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), "", "", "", e);
        }
    }

    private static <T> Optional<T> given(OptionSpec option, Class<T> type) {
        return Optional.ofNullable(type.cast(option.getValue()));
    }

    /** Returns the time since the process started, JVM start included. */
    private static Duration sinceStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(started, Instant.now());
    }
}
