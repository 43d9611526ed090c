package io.eunomia.shell.internal.command;

import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.event.TextOutlet;
import io.eunomia.runtime.event.TextOutput;
import io.eunomia.shell.text.Durations;
import io.eunomia.shell.text.EventOutput;
import io.eunomia.shell.text.OutputFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of commands that show events: which events, and in what form. */
final class ShownEvents {
    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "plain",
            description = "plain, json or csv; default ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Option(names = "--filter", paramLabel = "FILTER", defaultValue = "",
            description = "Shows only events that match: 'pid > 100 && comm != \"bash\"', or LDAP, '(&(comm=bash*)(pid>=100))'; in quotes.")
    private String filter;

    @Option(names = "--fields", paramLabel = "NAME", split = ",", description = "Fields to show, in this order.")
    private List<String> fields = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Ends after N events.")
    private long limit;

    @Option(names = "--duration", paramLabel = "TIME", description = "Ends after this time: 500ms, 10s, 2m.")
    private String duration;

    /** @throws CommandProblem when an option is wrong */
    SubscriptionOptions subscription(Invocation invocation) {
        if (limit < 0) {
            throw new CommandProblem("--limit " + limit + ": a whole number from 0 is expected", "0 for no limit");
        }
        time();
        writer(invocation);
        return new SubscriptionOptions(invocation.user(), filter, SubscriptionOptions.DEFAULT_BUFFER_BYTES);
    }

    private EventFormat writer(Invocation invocation) {
        return invocation.formats().stream().filter(each -> each.name().equals(format.formatName())).findFirst()
                .orElseThrow(() -> new CommandProblem("there is no event format " + format.formatName(), ""));
    }

    private Duration time() {
        try {
            return duration == null ? null : Durations.parse(duration);
        } catch (IllegalArgumentException e) {
            throw new CommandProblem("--duration: " + e.getMessage(), "");
        }
    }

    /** Prints events until the limit, the end of the tracker, or Ctrl-C. */
    void print(Invocation invocation, Subscription events) throws IOException, InterruptedException {
        EventOutput to = new EventOutput(format, invocation.out(), invocation.err());
        EventFormat.Writer writer = writer(invocation).newWriter(events.streams(), fields);
        new EventDrain(events, new TextOutlet(writer, TextOutput.to(to)), new Bounds(limit, time())).run(Bounds.LONGEST);
    }
}
