package io.eunomia.shell.command;

import io.eunomia.runtime.view.TrackersView;
import io.eunomia.shell.text.JsonPrinter;
import io.eunomia.shell.text.TrackersPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Shows the trackers.")
public final class ListCommand extends ControlCommand {
    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public int run(Invocation invocation) {
        TrackersView trackers = invocation.control().trackersWithCosts(invocation.caller());
        if (json) {
            JsonPrinter.print(trackers, invocation.terminal());
        } else {
            new TrackersPrinter(invocation.terminal()).print(trackers);
        }
        return ExitCode.DONE;
    }

    @Override
    public Word word(int index) {
        return Word.NOTHING;
    }
}
