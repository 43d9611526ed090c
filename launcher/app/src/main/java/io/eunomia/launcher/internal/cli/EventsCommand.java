package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "events", description = "Shows events of a tracker of the daemon, as they come.")
final class EventsCommand extends EventsClientCommand {
    private static final long WITHOUT_FOLLOWING = 20;

    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = {"-f", "--follow"}, description = "Until Ctrl-C; without it, the next " + WITHOUT_FOLLOWING + " or --limit events.")
    private boolean follow;

    @Option(names = "--from", paramLabel = "ID",
            description = "Begins after this event, with what is kept: EPOCH-SEQUENCE, as server-sent events have it.")
    private String from;

    @Mixin
    private OutputOptions output;

    @Override
    int ask(DaemonClient client) {
        long limit = output.limit() > 0 || follow ? output.limit() : WITHOUT_FOLLOWING;
        return follow(client, output, "/api/v1/trackers/" + idOf(client, tracker) + "/events", new Query().add("limit",
                limit == 0 ? "" : Long.toString(limit)).add("from", from));
    }
}
