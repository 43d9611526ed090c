package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.HttpControl;
import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.shell.command.LocalFiles;
import io.eunomia.shell.complete.ControlOffers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What may be named in a line that is being typed: asked of the daemon, which has a moment for all questions together, and
 * where there is none, of packages that this process reads itself.
 */
final class LineOffers extends ControlOffers {
    /** As long as a user takes for no delay, beside the start of this process. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private long leftNanos = PATIENCE.toNanos();

    private LineOffers(DaemonOptions daemon, LocalFiles files) {
        super(new HttpControl(daemon.client()), Caller.commandLine(), files.comingAlong(), word -> named(files, word));
    }

    /** @param words of the line, whose {@code --url} and {@code --state} say which daemon is asked */
    static LineOffers of(List<String> words) {
        DaemonOptions daemon = new DaemonOptions();
        CommandLine line = new CommandLine(CommandSpec.forAnnotatedObject(daemon)).setUnmatchedArgumentsAllowed(true)
                .setUnmatchedOptionsArePositionalParams(true);
        try {
            line.parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            // The line is not whole yet: the daemon is the usual one.
            return new LineOffers(new DaemonOptions(), ProcessFiles.here());
        }
        return new LineOffers(daemon, ProcessFiles.here());
    }

    /** Standard input is the terminal's: what comes by it has no names yet. */
    private static Optional<PackageSource> named(LocalFiles files, String word) {
        return word.equals("-") ? Optional.empty() : files.find(word).or(() -> files.builtIn(word));
    }

    @Override
    protected <T> Optional<T> ask(Supplier<T> question) {
        if (leftNanos <= 0) {
            return Optional.empty();
        }
        long began = System.nanoTime();
        try {
            // The threads of the common pool are daemons, so one that still waits does not hold this process.
            return Optional.of(CompletableFuture.supplyAsync(question).get(leftNanos, TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            leftNanos -= System.nanoTime() - began;
        }
    }

    @Override
    protected Optional<PlanView> planElsewhere(PackageSource source) {
        try (LocalRuntime runtime = LocalRuntime.start()) {
            return Optional.of(runtime.control().plan(Caller.commandLine(), source, StartOptions.none(), Optional.empty()));
        }
    }
}
