package io.eunomia.shell.command;

import io.eunomia.runtime.view.MapsView;
import io.eunomia.shell.text.StatsPrinter;
import picocli.CommandLine.Command;

@Command(name = "maps", description = "Shows the maps of a tracker: types, sizes, kernel memory.")
final class MapsCommand extends TrackerCommand {
    @Override
    public int run(Invocation invocation) {
        MapsView maps = MapsView.of(invocation.control().stats(invocation.caller(), invocation.id(tracker())));
        return print(invocation, maps, view -> new StatsPrinter(invocation.terminal()).print(view));
    }
}
