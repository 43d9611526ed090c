package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.HttpControl;
import io.eunomia.launcher.internal.client.UnreachableException;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ControlCommand.Word;
import io.eunomia.shell.command.ExitCode;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;

/** Has a daemon do what a command of all faces asks for. */
class ClientCommand extends Command {
    private final ControlCommand command;
    private final DaemonOptions daemon = new DaemonOptions();

    ClientCommand(ControlCommand command) {
        this.command = command;
    }

    @Override
    Word word(int index) {
        return command.word(index);
    }

    @Override
    CommandSpec spec() {
        return around(command, daemon);
    }

    @Override
    final int execute() {
        try {
            return ask(daemon.client());
        } catch (UnreachableException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, e.getMessage(), "", e.hint(), "", e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), "", "", "", e);
        }
    }

    /** Tells whether somebody said which daemon is meant. */
    final boolean namesDaemon() {
        return daemon.named();
    }

    /** Does the command's work. @return the exit code */
    int ask(DaemonClient client) {
        HttpControl control = new HttpControl(client);
        return run(command, () -> control);
    }
}
