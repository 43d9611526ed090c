package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Removal;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.shell.text.RemovalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "Stops a tracker: nothing of it is left in the kernel.")
final class StopCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--remove", description = "Uninstalls it too: it does not come back with the daemon.")
    private boolean remove;

    @Option(names = "--pins", description = "With --remove: removes the pins of its maps too, those that nobody else holds.")
    private boolean pins;

    @Override
    void run(Invocation invocation) throws InterruptedException {
        if (pins && !remove) {
            throw new CommandProblem("--pins without --remove: a stopped tracker keeps its pins", "give --remove too", true);
        }
        Tracker found = invocation.tracker(tracker);
        String name = found.name() + " (" + found.id() + ")";
        Removal removal = Action.whole(() -> end(invocation.manager(), found.id()));
        invocation.out().println(name + (remove ? " removed" : " stopped"));
        RemovalText.lines(removal).forEach(invocation.out()::println);
    }

    private Removal end(TrackerManager manager, int id) {
        if (remove) {
            return manager.remove(id, pins);
        }
        manager.stop(id);
        return Removal.withoutPins();
    }
}
