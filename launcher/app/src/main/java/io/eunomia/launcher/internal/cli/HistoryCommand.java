package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.shell.text.HistoryText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "history", description = "Shows the packages that a tracker has and had; rollback takes it back to one.")
final class HistoryCommand extends ClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        Object answer = accepted(client.get("/api/v1/trackers/" + idOf(client, tracker) + "/history"));
        if (json) {
            return printJson(answer);
        }
        List<KeptPackage> packages = Json.list(Json.object(answer), "packages").stream().map(Json::object)
                .map(HistoryCommand::kept).toList();
        HistoryText.print(packages, Instant.now(), terminal());
        return ExitCode.DONE;
    }

    private static KeptPackage kept(Map<String, Object> kept) {
        return new KeptPackage(Json.text(kept, "sha256"), Json.text(kept, "version"), Instant.parse(Json.text(kept, "time")),
                Json.number(kept, "bytes"));
    }
}
