package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "events", description = "Shows events of a tracker as they come, until Ctrl-C.")
final class EventsCommand extends EventsShellCommand {
    @Option(names = "--from", paramLabel = "ID",
            description = "Begins after this event, with what is kept: EPOCH-SEQUENCE, as server-sent events have it.")
    private String from;

    @Override
    Subscription open(Tracker tracker, SubscriptionOptions options) {
        try {
            return tracker.subscribe(from == null ? options : options.from(EventId.parse(from)));
        } catch (IllegalArgumentException e) {
            throw new CommandProblem("--from: " + e.getMessage(), "");
        }
    }
}
