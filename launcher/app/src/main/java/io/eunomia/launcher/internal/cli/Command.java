package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.text.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands share; each says its own part in {@link #execute}. */
abstract class Command implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Option(names = {"-v", "--verbose"}, description = "Log what is done; show errors whole.")
    private boolean verbose;

    private final Terminal terminal = Terminal.ofProcess();

    final Terminal terminal() {
        return terminal;
    }

    final boolean verbose() {
        return verbose;
    }

    @Override
    public final Integer call() {
        try {
            return execute();
        } catch (CommandFailure e) {
            new ErrorPrinter(terminal, verbose).print(e);
            return e.exitCode();
        } catch (RuntimeException | LinkageError e) {
            new ErrorPrinter(terminal, verbose).printUnexpected(e);
            return ExitCode.FAILED;
        }
    }

    /** @return the exit code */
    abstract int execute();
}
