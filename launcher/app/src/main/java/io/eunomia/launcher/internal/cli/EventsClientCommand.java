package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.DaemonClient;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A command that shows events as the daemon sends them. */
abstract class EventsClientCommand extends ClientCommand {

    /** Until the daemon ends the stream, or who reads the output leaves. */
    static void follow(DaemonClient client, OutputOptions output, String path, Query query) {
        show(client, client.stream(path + wanted(output, query), mediaType(output)));
    }

    /** What is to be shown. */
    static Query wanted(OutputOptions output, Query query) {
        return query.add("filter", output.filter()).add("fields", String.join(",", output.fields()));
    }

    static String mediaType(OutputOptions output) {
        return switch (output.format()) {
            case plain -> "text/plain";
            case json -> "application/x-ndjson";
            case csv -> "text/csv";
        };
    }

    /** @throws CommandFailure when there are no events in it, but a refusal */
    static void show(DaemonClient client, Answer answer) {
        if (!answer.ok()) {
            throw Refusals.of(answer, client.token());
        }
        copy(answer.content());
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
