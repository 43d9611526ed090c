package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.options.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

@CommandLine.Command(name = "update",
        description = "Replaces a tracker's package while it runs: no event is missed; a package that cannot run changes"
                + " nothing.")
final class UpdateCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Parameters(index = "1", paramLabel = "PACKAGE",
            description = "A file (.bpf.o, .json, .jar), JSON in place, or - for standard input.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--btf", paramLabel = "FILE", description = "Other types of the daemon's kernel from now on; without it the"
            + " tracker keeps those that it was started with.")
    private Path btf;

    @Option(names = "--clear-options",
            description = "Forgets the arguments, attach targets and types it had; those given here hold.")
    private boolean clear;

    @Option(names = "--force", description = "Also when the package is another tracker's: its name inside is another, or a"
            + " built-in tracker gives way to something else.")
    private boolean force;

    @Option(names = "--json", description = "Prints the receipt as JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        PackageInput input = PackageInput.ofTracker(what);
        Query query = new Query().addAll(options.options("", List.of()))
                .flag("clear_options", clear).flag("force", force);
        PackageBody body = PackageBody.of(Optional.of(input), btf);
        Object receipt = accepted(client.put("/api/v1/trackers/" + idOf(client, tracker) + query, body.mediaType(),
                body.content()));
        if (json) {
            return printJson(receipt);
        }
        terminal().out().println(tracker + " updated" + Receipts.line(Json.object(receipt)));
        return ExitCode.DONE;
    }
}
