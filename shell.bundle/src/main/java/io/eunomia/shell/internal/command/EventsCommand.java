package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import picocli.CommandLine.Command;

@Command(name = "events", description = "Shows events of a tracker as they come, until Ctrl-C.")
final class EventsCommand extends EventsShellCommand {
    @Override
    Subscription open(Tracker tracker, SubscriptionOptions options) {
        return tracker.subscribe(options);
    }
}
