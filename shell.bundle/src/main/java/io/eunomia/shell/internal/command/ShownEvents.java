package io.eunomia.shell.internal.command;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.shell.text.EventPrinter;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of commands that show events: which, and how. */
final class ShownEvents {
    enum Format {
        plain, json, csv
    }

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

    /** @throws CommandProblem when an option is wrong */
    SubscriptionOptions subscription(Invocation invocation) {
        if (limit < 0) {
            throw new CommandProblem("--limit " + limit + ": a whole number from 0 is expected", "0 for no limit");
        }
        writer(invocation);
        return new SubscriptionOptions(invocation.user(), filter, SubscriptionOptions.DEFAULT_BUFFER_BYTES);
    }

    private EventFormat writer(Invocation invocation) {
        String name = format == Format.plain ? "plain_text" : format.name();
        return invocation.formats().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new CommandProblem("there is no event format " + name, ""));
    }

    /** Until the limit, the end of the tracker, or Ctrl-C. */
    void print(Invocation invocation, Subscription events) throws IOException, InterruptedException {
        new EventPrinter(events, writer(invocation), fields, invocation.out()).print(limit, null);
    }
}
