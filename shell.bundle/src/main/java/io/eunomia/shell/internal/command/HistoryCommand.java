package io.eunomia.shell.internal.command;

import io.eunomia.shell.text.HistoryText;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Shows the packages that a tracker has and had; rollback takes it back to one.")
final class HistoryCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Override
    void run(Invocation invocation) {
        HistoryText.print(invocation.tracker(tracker).history(), Instant.now(), invocation.terminal());
    }
}
