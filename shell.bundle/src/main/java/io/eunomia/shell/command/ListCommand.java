package io.eunomia.shell.command;

import io.eunomia.runtime.view.TrackersView;
import io.eunomia.shell.options.RowOptions;
import io.eunomia.shell.text.JsonPrinter;
import io.eunomia.shell.text.TrackersPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Shows the trackers.")
public final class ListCommand extends ControlCommand {
    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private RowOptions rows;

    @Override
    public int run(Invocation invocation) {
        TrackersView trackers = ListedOrder.of(invocation.control().trackersWithCosts(invocation.caller()), rows.order());
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
