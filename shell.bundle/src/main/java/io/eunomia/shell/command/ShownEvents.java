package io.eunomia.shell.command;

import io.eunomia.runtime.control.EventFlow;
import io.eunomia.runtime.event.Notice;
import io.eunomia.shell.text.EventOutput;
import io.eunomia.shell.text.OutputFormat;
import java.io.IOException;
import java.util.Optional;

/** Shows events until they end, or nobody reads them any more. */
final class ShownEvents {

    private ShownEvents() {
    }

    /** Shows the events, and closes them. @param bounded whether they end by themselves @return the exit code, by how the stream ended */
    static int show(Invocation invocation, OutputFormat format, boolean bounded, EventFlow events) throws InterruptedException {
        EventOutput to = new EventOutput(format, invocation.host().events(), invocation.terminal().err());
        try (events) {
            events.writeTo(to);
        } catch (IOException e) {
            if (invocation.host().readerHasLeft()) {
                // The reader has left, as head does: that is an end like any other.
                return ExitCode.DONE;
            }
            throw new CommandFailure(ExitCode.FAILED, "the events cannot be written: " + e.getMessage(), "", "", "", e);
        }
        if (format.tellsEnd()) {
            return exitCode(to.end());
        }
        // Why a stream of somebody else's format ends is not known here; without a bound it does not end by itself.
        return bounded ? ExitCode.DONE : ExitCode.ENDED;
    }

    /** Shows what ends by itself and does not say so. */
    static int once(Invocation invocation, EventFlow text) throws InterruptedException {
        try (text) {
            text.writeTo(invocation.host().events());
            return ExitCode.DONE;
        } catch (IOException e) {
            if (invocation.host().readerHasLeft()) {
                return ExitCode.DONE;
            }
            throw new CommandFailure(ExitCode.FAILED, "it cannot be written: " + e.getMessage(), "", "", "", e);
        }
    }

    private static int exitCode(Optional<Notice.End> end) {
        return switch (end.orElseThrow(() -> new CommandFailure(ExitCode.UNREACHABLE,
                "the stream ended without saying why: the daemon, or something between, broke off", ""))) {
            case LIMIT, DURATION, COMPLETE -> ExitCode.DONE;
            case STOPPED, REMOVED -> ExitCode.ENDED;
            case FILTER, WRITER -> ExitCode.FAILED;
            case DAEMON -> ExitCode.UNREACHABLE;
        };
    }
}
