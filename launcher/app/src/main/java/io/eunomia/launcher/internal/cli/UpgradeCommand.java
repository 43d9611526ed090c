package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.HttpControl;
import io.eunomia.launcher.internal.client.Token;
import io.eunomia.launcher.internal.client.UnreachableException;
import io.eunomia.launcher.internal.config.StatePaths;
import io.eunomia.launcher.internal.upgrade.NextDistribution;
import io.eunomia.launcher.internal.upgrade.RunningDaemon;
import io.eunomia.launcher.internal.upgrade.Successor;
import io.eunomia.launcher.internal.upgrade.UpgradeException;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.view.Durations;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand.Word;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.text.TakeOverPrinter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "upgrade", description = "Ends the daemon that runs, and starts another distribution in its place, with the"
        + " same state folder, options, environment and outputs. Trackers that persist go on meanwhile and are taken over. If the"
        + " other distribution does not come up, the one before is started again.")
final class UpgradeCommand extends Command {
    private static final long LOOK_NANOS = 20_000_000;
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the other distribution.")
    private Path folder;

    @Option(names = "--state", paramLabel = "DIR",
            description = "The daemon's state folder; default $EUNOMIA_STATE, else as the daemon's.")
    private Path state;

    @Option(names = "--dry-run", description = "Says what would be done, and which trackers would miss events; does nothing.")
    private boolean dryRun;

    /** What a daemon has answered. */
    private record Answer(String url, List<TrackerView> trackers) {
    }

    @Override
    Word word(int index) {
        return index == 0 ? Word.FOLDER : Word.NOTHING;
    }

    @Override
    int execute() {
        try {
            return upgrade();
        } catch (UpgradeException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), "", e.hint(), "", e);
        }
    }

    private int upgrade() {
        Path stateFolder = (state != null ? state : StatePaths.standard(System.getenv())).toAbsolutePath();
        RunningDaemon daemon = RunningDaemon.of(stateFolder);
        NextDistribution next = NextDistribution.of(folder, daemon);
        daemon.supervisor(next.home()).ifPresent(refused -> {
            throw refused;
        });
        terminal().out().println("process " + daemon.process().pid() + ", Eunomia of " + daemon.home() + ", gives way to "
                + next.version() + " of " + next.home());
        List<TrackerView> before = ask(daemon.addresses(), stateFolder).map(Answer::trackers).orElse(List.of());
        before.stream().filter(tracker -> tracker.state().equals("running") && tracker.pinnedSince().isEmpty())
                .forEach(tracker -> terminal().out().println("  " + tracker.name() + " does not persist: what happens until it runs"
                        + " again is not seen (eunomia stop " + tracker.name() + "; eunomia start " + tracker.name() + " --persist)"));
        terminal().out().flush();
        return dryRun ? ExitCode.DONE : replace(daemon, next, before, stateFolder);
    }

    private int replace(RunningDaemon daemon, NextDistribution next, List<TrackerView> before, Path stateFolder) {
        try (Successor successor = Successor.of(daemon, next.home()); Successor back = Successor.of(daemon, daemon.home())) {
            if (!daemon.process().destroy()) {
                throw new UpgradeException("process " + daemon.process().pid() + " cannot be ended", "run this as root");
            }
            await("the daemon to end", daemon::hasEnded);
            Optional<Answer> now = begin(successor, stateFolder);
            if (now.isPresent()) {
                terminal().out().println("process " + successor.process().pid() + " is ready on " + now.get().url());
                return new TakeOverPrinter(terminal()).print(before, now.get().trackers()) ? ExitCode.DONE : ExitCode.FAILED;
            }
            terminal().out().println(next.version() + " has ended before it was ready; what it said is where the daemon's output goes");
            if (begin(back, stateFolder).isEmpty()) {
                throw new UpgradeException("neither " + next.version() + " nor the distribution before comes up",
                        "start one by hand: " + daemon.home().resolve("bin/eunomia") + ' ' + String.join(" ", daemon.words()));
            }
            throw new UpgradeException(next.version() + " of " + next.home() + " does not come up; the distribution before runs again,"
                    + " as process " + back.process().pid(), "try it on a copy of the state folder: "
                    + next.home().resolve("bin/eunomia") + " server --state COPY --listen 127.0.0.1:0");
        }
    }

    /** Starts a daemon and waits until it answers and its trackers have started. @return empty when it has ended */
    private Optional<Answer> begin(Successor successor, Path stateFolder) {
        successor.go();
        AtomicReference<Answer> answer = new AtomicReference<>();
        await("process " + successor.process().pid() + " to be ready", () -> {
            ask(successor.addresses(), stateFolder).filter(UpgradeCommand::settled).ifPresent(answer::set);
            return answer.get() != null || !successor.process().isAlive();
        });
        return Optional.ofNullable(answer.get());
    }

    private static boolean settled(Answer answer) {
        return answer.trackers().stream().noneMatch(tracker -> tracker.state().equals("starting"));
    }

    /** Asks whoever listens there and knows the token of the state folder. */
    private static Optional<Answer> ask(List<String> addresses, Path stateFolder) {
        for (String address : addresses) {
            try {
                DaemonClient client = new DaemonClient(address, Token.find(null, stateFolder));
                return Optional.of(new Answer(address, new HttpControl(client).trackers(Caller.commandLine()).trackers()));
            } catch (UnreachableException | CommandFailure e) {
                // It has just ended, it does not answer yet, or this is another socket of the process.
                continue;
            }
        }
        return Optional.empty();
    }

    private void await(String what, BooleanSupplier condition) {
        long began = System.nanoTime();
        long told = began;
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() - told > PROGRESS.toNanos()) {
                told = System.nanoTime();
                terminal().err().println("waiting for " + what + " (" + Durations.show(Duration.ofNanos(told - began)) + ")");
                terminal().err().flush();
            }
        }
    }
}
