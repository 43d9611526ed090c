package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.HttpControl;
import io.eunomia.launcher.internal.client.UnreachableException;
import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand;

/** Asks a daemon what trackers there are; where there is none, an engine in this process says it of those that come along. */
final class CatalogCommand extends ClientCommand {
    private final ControlCommand command;

    CatalogCommand(ControlCommand command) {
        super(command);
        this.command = command;
    }

    @Override
    int ask(DaemonClient client) {
        HttpControl control = new HttpControl(client);
        try {
            control.trackers(Caller.commandLine());
        } catch (UnreachableException | CommandFailure e) {
            if (namesDaemon()) {
                throw e;
            }
            return here();
        }
        return super.ask(client);
    }

    private int here() {
        terminal().err().println("eunomia: no daemon answers here: this is what comes along");
        try (LocalRuntime runtime = LocalRuntime.start()) {
            Control control = runtime.control();
            return run(command, () -> control);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }
}
