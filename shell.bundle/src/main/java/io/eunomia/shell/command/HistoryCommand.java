package io.eunomia.shell.command;

import io.eunomia.shell.text.HistoryPrinter;
import picocli.CommandLine.Command;

@Command(name = "history", description = "Shows the packages that a tracker has and had; rollback takes it back to one.")
final class HistoryCommand extends TrackerCommand {
    @Override
    public int run(Invocation invocation) {
        return print(invocation, invocation.control().history(invocation.caller(), invocation.id(tracker())),
                history -> new HistoryPrinter(invocation.terminal()).print(history));
    }
}
