package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.shell.text.EventPrinter;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that shows events here. */
abstract class EventsShellCommand extends ShellCommand {
    enum Format {
        plain, json, csv
    }

    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "plain",
            description = "plain, json or csv; default ${DEFAULT-VALUE}.")
    private Format format;

    @Option(names = "--filter", paramLabel = "FILTER", defaultValue = "",
            description = "Shows only events that match: 'pid > 100 && comm != \"bash\"', or LDAP, '(&(comm=bash*)(pid>=100))'; in quotes.")
    private String filter;

    @Option(names = "--fields", paramLabel = "NAME", split = ",", description = "Fields to show, in this order.")
    private List<String> fields = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Ends after N events.")
    private long limit;

    @Override
    void run(Invocation invocation) throws IOException, InterruptedException {
        if (limit < 0) {
            throw new CommandProblem("--limit " + limit + ": a whole number from 0 is expected", "0 for no limit");
        }
        String name = format == Format.plain ? "plain_text" : format.name();
        EventFormat writer = invocation.formats().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new CommandProblem("there is no event format " + name, ""));
        try (Subscription subscription = open(invocation.tracker(tracker), new SubscriptionOptions(
                invocation.user(), filter, SubscriptionOptions.DEFAULT_BUFFER_BYTES))) {
            new EventPrinter(subscription, writer, fields, invocation.out()).print(limit, null);
        }
    }

    /** Where the events come from. */
    abstract Subscription open(Tracker tracker, SubscriptionOptions options);
}
