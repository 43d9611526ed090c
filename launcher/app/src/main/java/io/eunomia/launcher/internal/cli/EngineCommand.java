package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.runtime.control.Control;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ControlCommand.Word;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a command of all faces on an engine in this process: it needs no daemon. */
final class EngineCommand extends Command {
    private final ControlCommand command;
    private final EngineOptions options;
    private LocalRuntime runtime;

    EngineCommand(ControlCommand command, EngineOptions options) {
        this.command = command;
        this.options = options;
    }

    @Override
    Word word(int index) {
        return command.word(index);
    }

    @Override
    CommandSpec spec() {
        return around(command, options);
    }

    @Override
    int execute() {
        options.choose();
        try {
            return run(command, this::start);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        } finally {
            if (runtime != null) {
                runtime.close();
            }
        }
    }

    /** Starts the engine when the command has read what it needs; one whose words are wrong starts nothing. */
    private Control start() {
        if (runtime == null) {
            runtime = LocalRuntime.start();
        }
        return runtime.control();
    }
}
