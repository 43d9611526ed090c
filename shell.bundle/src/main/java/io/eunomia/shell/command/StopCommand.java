package io.eunomia.shell.command;

import io.eunomia.runtime.control.RemovedTracker;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.shell.text.RemovalPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "stop", description = "Stops a tracker: when this returns, its programs run no more, and a moment later nothing of it is in the kernel.")
public final class StopCommand extends TrackerCommand {
    @Option(names = "--remove", description = "Uninstalls it too: it does not come back with the daemon.")
    private boolean remove;

    @Option(names = "--pins", description = "With --remove: removes the pins of its maps too, those that nobody else holds.")
    private boolean pins;

    public boolean removes() {
        return remove;
    }

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        if (pins && !remove) {
            throw new CommandFailure(ExitCode.USAGE, "--pins without --remove: a stopped tracker keeps its pins",
                    "give --remove too");
        }
        int id = invocation.id(tracker());
        if (remove) {
            RemovedTracker removed = invocation.whole(() -> invocation.control().remove(invocation.caller(), id, pins));
            return print(invocation, removed.removal(), removal -> {
                invocation.out().println(removed.label() + " removed");
                new RemovalPrinter(invocation.terminal()).print(removal);
            });
        }
        TrackerView stopped = invocation.whole(() -> invocation.control().stop(invocation.caller(), id));
        return print(invocation, stopped, tracker -> invocation.out().println(tracker.name() + " (" + id + ") stopped"));
    }
}
