package io.eunomia.shell.command;

import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.event.EventId;
import io.eunomia.shell.options.EventOptions;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "events", description = "Shows events of a tracker, as they come.")
final class EventsCommand extends ControlCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = {"-f", "--follow"}, description = "Until Ctrl-C. The command line shows the next 20 or --limit events"
            + " without it; the shell goes on anyway.")
    private boolean follow;

    @Option(names = "--from", paramLabel = "ID",
            description = "Begins after this event, with what is kept: EPOCH-SEQUENCE, as server-sent events have it.")
    private String from;

    @Mixin
    private EventOptions shown;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        EventRequest request = shown.request(follow ? 0 : invocation.host().eventsUnlessFollowed()).fitted(invocation.terminal().bound()).from(after());
        return ShownEvents.show(invocation, shown.format(), EventOptions.bounded(request), invocation.control().events(invocation.caller(),
                invocation.id(tracker), request));
    }

    private Optional<EventId> after() {
        try {
            return Optional.ofNullable(from).map(EventId::parse);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--from: " + e.getMessage(), "");
        }
    }
}
