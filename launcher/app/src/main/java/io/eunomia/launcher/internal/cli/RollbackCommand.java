package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.options.RunOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "rollback",
        description = "Takes a tracker back to a package that it had before, while it runs: no event is missed.")
final class RollbackCommand extends ClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--to", paramLabel = "DIGEST", description = "SHA-256 of the package or its first characters, as history"
            + " shows it; without it the one before the present one.")
    private String digest;

    @Mixin
    private RunOptions options;

    @Option(names = "--clear-options",
            description = "Forgets the arguments and attach targets it has; those given here hold.")
    private boolean clear;

    @Option(names = "--json", description = "Prints the receipt as JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        Query query = new Query().add("to", digest).addAll(options.options("", List.of())).flag("clear_options", clear);
        Object receipt = accepted(client.post("/api/v1/trackers/" + idOf(client, tracker) + "/rollback" + query,
                "application/json", new byte[0]));
        if (json) {
            return printJson(receipt);
        }
        terminal().out().println(tracker + " rolled back" + Receipts.line(Json.object(receipt)));
        return ExitCode.DONE;
    }
}
