package io.eunomia.shell.command;

import io.eunomia.shell.text.StatsPrinter;
import picocli.CommandLine.Command;

@Command(name = "stats", description = "Shows a tracker's loss ledger, and the cost of its programs and maps.")
final class StatsCommand extends TrackerCommand {
    @Override
    public int run(Invocation invocation) {
        return print(invocation, invocation.control().statsWithCost(invocation.caller(), invocation.id(tracker())),
                stats -> new StatsPrinter(invocation.terminal()).print(stats));
    }
}
