package io.eunomia.launcher.internal.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** What is shown of the events, and how. */
final class OutputOptions {
    enum Format {
        plain, json, csv
    }

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "plain",
            description = "plain, json or csv; default ${DEFAULT-VALUE}.")
    private Format format;

    @Option(names = "--filter", paramLabel = "FILTER", defaultValue = "",
            description = "Shows only events that match: 'pid > 100 && comm != \"bash\"', or LDAP, '(&(comm=bash*)(pid>=100))'.")
    private String filter;

    @Option(names = "--fields", paramLabel = "NAME", split = ",", description = "Fields to show, in this order.")
    private List<String> fields = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Ends after N events.")
    private long limit;

    Format format() {
        return format;
    }

    String filter() {
        return filter;
    }

    List<String> fields() {
        return fields == null ? List.of() : fields;
    }

    /** 0 for no limit. @throws CommandFailure for a negative one */
    long limit() {
        if (limit < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--limit " + limit + ": a whole number from 0 is expected",
                    "0, or nothing, for no limit");
        }
        return limit;
    }
}
