package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "read", description = "Runs a tracker's iterators once, and shows what they write.")
final class ReadCommand extends EventsClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--stream", paramLabel = "NAME", description = "One of its iterators; without it all.")
    private String stream;

    @Mixin
    private OutputOptions output;

    @Override
    int ask(DaemonClient client) {
        return follow(client, output, "/api/v1/trackers/" + idOf(client, tracker) + "/read", new Query().add("stream", stream)
                .add("limit", output.limit() == 0 ? "" : Long.toString(output.limit())));
    }
}
