package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.DaemonClient;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "events", description = "Shows events of a tracker of the daemon, as they come.")
final class EventsCommand extends ClientCommand {
    private static final long WITHOUT_FOLLOWING = 20;

    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = {"-f", "--follow"}, description = "Until Ctrl-C; without it, the next " + WITHOUT_FOLLOWING + " or --limit events.")
    private boolean follow;

    @Mixin
    private OutputOptions output;

    @Override
    int ask(DaemonClient client) {
        long limit = output.limit() > 0 || follow ? output.limit() : WITHOUT_FOLLOWING;
        String query = new Query().add("filter", output.filter()).add("fields", String.join(",", output.fields()))
                .add("limit", limit == 0 ? "" : Long.toString(limit)).toString();
        String mediaType = switch (output.format()) {
            case plain -> "text/plain";
            case json -> "application/x-ndjson";
            case csv -> "text/csv";
        };
        Answer answer = client.stream("/api/v1/trackers/" + idOf(client, tracker) + "/events" + query, mediaType);
        if (!answer.ok()) {
            throw refusal(answer);
        }
        copy(answer.content());
        return ExitCode.DONE;
    }

    private static void copy(InputStream from) {
        byte[] buffer = new byte[1 << 16];
        // Standard output is not this command's to close.
        OutputStream to = new FileOutputStream(FileDescriptor.out);
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                if (!written(to, buffer, count)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, "the daemon broke off: " + e.getMessage(), "", "", "", e);
        }
    }

    /** @return false when the reader has left, as head does: an end like any other */
    private static boolean written(OutputStream to, byte[] buffer, int count) {
        try {
            to.write(buffer, 0, count);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
