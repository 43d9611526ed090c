package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.shell.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "maps", description = "Shows the maps of a tracker: types, sizes, kernel memory.")
final class MapsCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Override
    void run(Invocation invocation) {
        Tracker found = invocation.tracker(tracker);
        Table table = new Table(StatsCommand.MAP_TITLES);
        found.stats().maps().forEach(map -> table.row(StatsCommand.map(map)));
        table.print(invocation.terminal());
    }
}
