package io.eunomia.shell.command;

import io.eunomia.shell.options.EventOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read", description = "Runs a tracker's iterators once, and shows what they write.")
final class ReadCommand extends ControlCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--stream", paramLabel = "NAME", description = "One of its iterators; without it all.")
    private String stream = "";

    @Mixin
    private EventOptions shown;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        return ShownEvents.show(invocation, shown.format(), true, invocation.control().read(invocation.caller(),
                invocation.id(tracker), stream, shown.request(0).fitted(invocation.terminal().bound())));
    }
}
