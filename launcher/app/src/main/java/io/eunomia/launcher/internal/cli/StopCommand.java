package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "stop", description = "Stops a tracker of the daemon: nothing of it is left in the kernel.")
final class StopCommand extends ClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--remove", description = "Uninstalls it too: it does not come back with the daemon.")
    private boolean remove;

    @Option(names = "--raw", description = "Prints the answer as the client of 2022 did.")
    private boolean raw;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        long id = idOf(client, tracker);
        if (raw && !remove) {
            return printRaw(client.post("/stop", "application/json",
                    ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8)));
        }
        String path = "/api/v1/trackers/" + id;
        Object answer = accepted(remove ? client.delete(path) : client.post(path + "/stop", "application/json", new byte[0]));
        if (json) {
            return printJson(answer);
        }
        String name = Json.text(Json.object(answer), "name");
        terminal().out().println((name.isEmpty() ? "tracker " + id : name + " (" + id + ")")
                + (remove ? " removed" : " stopped"));
        return ExitCode.DONE;
    }
}
