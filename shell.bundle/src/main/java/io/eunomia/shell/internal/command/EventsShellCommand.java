package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that shows a tracker's events in the shell. */
abstract class EventsShellCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Mixin
    private ShownEvents shown;

    @Override
    void run(Invocation invocation) throws IOException, InterruptedException {
        SubscriptionOptions options = shown.subscription(invocation);
        try (Subscription subscription = open(invocation.tracker(tracker), options)) {
            shown.print(invocation, subscription);
        }
    }

    /** Subscribes to the events that the command shows. */
    abstract Subscription open(Tracker tracker, SubscriptionOptions options);
}
