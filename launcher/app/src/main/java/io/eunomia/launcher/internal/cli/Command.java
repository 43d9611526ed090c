package io.eunomia.launcher.internal.cli;

import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ControlCommand.Word;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.Invocation;
import io.eunomia.shell.text.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The base of all commands; each does its own part in {@link #execute}. */
abstract class Command implements Callable<Integer> {
    @SuppressWarnings("UnusedVariable") // picocli asks for the field, and shows the help by itself
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Option(names = {"-v", "--verbose"}, description = "Log what is done; show errors whole.")
    private boolean verbose;

    private final Terminal terminal = Terminal.ofProcess();

    /** Describes what is accepted on the command line, by this object's annotations. */
    CommandSpec spec() {
        return CommandSpec.forAnnotatedObject(this);
    }

    /** Tells what a word may be that is no option, for completion. @param index from 0 */
    Word word(int index) {
        return Word.NOTHING;
    }

    final boolean verbose() {
        return verbose;
    }

    final Terminal terminal() {
        return terminal;
    }

    /** Describes a command of all faces, with the options of where it runs. */
    final CommandSpec around(ControlCommand command, Object options) {
        return CommandSpec.forAnnotatedObject(this).addMixin("command", CommandSpec.forAnnotatedObject(command))
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
        return told(this::execute);
    }

    /** Prints what there is to say after the command's help. @return the exit code */
    final int moreHelp() {
        return told(this::helpMore);
    }

    /** Prints help that depends on the words. @return the exit code */
    int helpMore() {
        return ExitCode.DONE;
    }

    private int told(IntSupplier action) {
        try {
            return action.getAsInt();
        } catch (CommandFailure e) {
            new ErrorPrinter(terminal, verbose).print(e);
            return e.exitCode();
        } catch (RuntimeException | LinkageError e) {
            new ErrorPrinter(terminal, verbose).printUnexpected(e);
            return ExitCode.FAILED;
        }
    }

    /** Runs the command. @return the exit code */
    abstract int execute();
}
