package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "Stops a tracker: nothing of it is left in the kernel.")
final class StopCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--remove", description = "Uninstalls it too: it does not come back with the daemon.")
    private boolean remove;

    @Override
    void run(Invocation invocation) throws InterruptedException {
        Tracker found = invocation.tracker(tracker);
        String name = found.name() + " (" + found.id() + ")";
        Action.whole(() -> end(invocation.manager(), found.id()));
        invocation.out().println(name + (remove ? " removed" : " stopped"));
    }

    private Void end(TrackerManager manager, int id) {
        if (remove) {
            manager.uninstall(id);
        } else {
            manager.stop(id);
        }
        return null;
    }
}
