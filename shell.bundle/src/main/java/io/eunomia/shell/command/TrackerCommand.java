package io.eunomia.shell.command;

import io.eunomia.shell.text.JsonPrinter;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about one tracker, whose answer can be had as JSON. */
abstract class TrackerCommand extends ControlCommand {
    @Parameters(index = "0", paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /** The word that names the tracker. */
    public final String tracker() {
        return tracker;
    }

    /** Prints a view as JSON if that is wanted, else for people. */
    final <T extends Record> int print(Invocation invocation, T view, Consumer<T> forPeople) {
        if (json) {
            JsonPrinter.print(view, invocation.terminal());
        } else {
            forPeople.accept(view);
        }
        return ExitCode.DONE;
    }
}
