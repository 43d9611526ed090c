package io.eunomia.launcher.internal.cli;

import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.Invocation;
import io.eunomia.shell.text.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The base of all commands; each does its own part in {@link #execute}. */
abstract class Command implements Callable<Integer> {
    private final OptionSpec verbose = OptionSpec.builder("-v", "--verbose").type(boolean.class)
            .description("Log what is done; show errors whole.").build();

    private final Terminal terminal = Terminal.ofProcess();

    /** Describes what is accepted on the command line. */
    final CommandSpec spec() {
        return own().addOption(help()).addOption(verbose);
    }

    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help").type(boolean.class).usageHelp(true).description("Show this and end.").build();
    }

    /** Describes the same without what all commands share; by this object's annotations, unless a command overrides it. */
    CommandSpec own() {
        return CommandSpec.forAnnotatedObject(this);
    }

    final Terminal terminal() {
        return terminal;
    }

    final boolean verbose() {
        return isGiven(verbose);
    }

    /** Tells whether an option without a value was given. */
    static boolean isGiven(OptionSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }

    /** Describes a command of all faces, with the options of where it runs. */
    final CommandSpec around(ControlCommand command, Object options) {
        return CommandSpec.wrapWithoutInspection(this).addMixin("command", CommandSpec.forAnnotatedObject(command))
                .addMixin("options", CommandSpec.forAnnotatedObject(options));
    }

    /**
     * Runs a command of all faces.
     *
     * @param controls gives what it controls, when that is first needed
     * @return the exit code
     */
    final int run(ControlCommand command, Supplier<Control> controls) {
        try {
            return command.run(invocation(controls));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), "", "", "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "it was interrupted", "");
        }
    }

    final Invocation invocation(Supplier<Control> controls) {
        return new Invocation(controls, Caller.commandLine(), ProcessFiles.here(), terminal, new ProcessHost());
    }

    @Override
    public final Integer call() {
        try {
            return execute();
        } catch (CommandFailure e) {
            new ErrorPrinter(terminal, verbose()).print(e);
            return e.exitCode();
        } catch (RuntimeException | LinkageError e) {
            new ErrorPrinter(terminal, verbose()).printUnexpected(e);
            return ExitCode.FAILED;
        }
    }

    /** Runs the command. @return the exit code */
    abstract int execute();
}
