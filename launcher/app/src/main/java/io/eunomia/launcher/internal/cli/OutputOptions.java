package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.text.Durations;
import io.eunomia.shell.text.OutputFormat;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose which events are shown, and how. */
final class OutputOptions {
    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "plain",
            description = "plain, json or csv; default ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Option(names = "--filter", paramLabel = "FILTER", defaultValue = "",
            description = "Shows only events that match: 'pid > 100 && comm != \"bash\"', or LDAP, '(&(comm=bash*)(pid>=100))'.")
    private String filter;

    @Option(names = "--fields", paramLabel = "NAME", split = ",", description = "Fields to show, in this order.")
    private List<String> fields = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Ends after N events.")
    private long limit;

    @Option(names = "--duration", paramLabel = "TIME", description = "Ends after this time: 500ms, 10s, 2m.")
    private String duration;

    OutputFormat format() {
        return format;
    }

    String filter() {
        return filter;
    }

    List<String> fields() {
        return fields == null ? List.of() : fields;
    }

    /** Returns the time; null for no bound. @throws CommandFailure when it is no time */
    Duration duration() {
        try {
            return duration == null ? null : Durations.parse(duration);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--duration: " + e.getMessage(), "");
        }
    }

    /** Returns the limit; 0 for none. @throws CommandFailure for a negative one */
    long limit() {
        if (limit < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--limit " + limit + ": a whole number from 0 is expected",
                    "0, or nothing, for no limit");
        }
        return limit;
    }
}
