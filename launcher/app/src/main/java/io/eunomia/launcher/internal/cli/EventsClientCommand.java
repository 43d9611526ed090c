package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.runtime.event.Notice;
import io.eunomia.shell.text.EventOutput;
import io.eunomia.shell.text.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A command that shows events as the daemon sends them. */
abstract class EventsClientCommand extends ClientCommand {

    /**
     * Shows events until the daemon ends the stream, or the reader of the output leaves.
     *
     * @return the exit code
     */
    final int follow(DaemonClient client, OutputOptions output, String path, Query query) {
        return show(client, output, client.stream(path + wanted(output, query), output.format().mediaType()));
    }

    /** Returns a query for the events to be shown. */
    static Query wanted(OutputOptions output, Query query) {
        query.add("filter", output.filter()).add("fields", String.join(",", output.fields()));
        return output.duration() == null ? query : query.add("duration", output.duration().toMillis() + "ms");
    }

    /**
     * Shows events as {@link #follow} does.
     *
     * @throws CommandFailure when the answer is a refusal instead of events
     */
    final int show(DaemonClient client, OutputOptions output, Answer answer) {
        if (!answer.ok()) {
            throw Refusals.of(answer, client.token());
        }
        // Standard output is not closed, because it is not this command's.
        EventOutput to = new EventOutput(output.format(), new FileOutputStream(FileDescriptor.out), terminal().err());
        return copy(answer.content(), to) ? exitCode(to.end()) : ExitCode.DONE;
    }

    /** Copies the events. @return false when the reader has left, as head does: an end like any other */
    private static boolean copy(InputStream from, EventOutput to) {
        byte[] buffer = new byte[1 << 16];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                if (!written(to, buffer, count)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, "the daemon broke off: " + e.getMessage(), "", "", "", e);
        }
    }

    private static boolean written(EventOutput to, byte[] buffer, int count) {
        try {
            to.write(buffer, 0, count);
            return true;
        } catch (IOException e) {
            if (Terminal.isRead(1)) {
                return false;
            }
            throw new UncheckedIOException("the events cannot be written: " + e.getMessage(), e);
        }
    }

    private static int exitCode(Optional<Notice.End> end) {
        return switch (end.orElseThrow(() -> new CommandFailure(ExitCode.UNREACHABLE,
                "the stream ended without saying why: the daemon, or something between, broke off", ""))) {
            case LIMIT, DURATION, COMPLETE -> ExitCode.DONE;
            case STOPPED, REMOVED -> ExitCode.ENDED;
            case FILTER -> ExitCode.FAILED;
            case DAEMON -> ExitCode.UNREACHABLE;
        };
    }
}
