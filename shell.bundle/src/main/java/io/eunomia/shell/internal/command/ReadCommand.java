package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "read", description = "Runs a tracker's iterators once, and shows what they write.")
final class ReadCommand extends EventsShellCommand {
    @Option(names = "--stream", paramLabel = "NAME", defaultValue = "",
            description = "One of its iterators; without it all.")
    private String stream;

    @Override
    Subscription open(Tracker tracker, SubscriptionOptions options) {
        return tracker.read(stream, options);
    }
}
