package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.text.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "maps", description = "Shows the maps of a tracker: types, sizes, kernel memory.")
final class MapsCommand extends ClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        List<?> maps = Json.list(Json.object(accepted(client.get("/api/v1/trackers/" + idOf(client, tracker) + "/stats"))),
                "maps");
        if (json) {
            return printJson(Map.of("maps", maps));
        }
        Table table = new Table("NAME", "TYPE", "KEY BYTES", "VALUE BYTES", "MAX ENTRIES", "MEMORY BYTES", "PIN");
        maps.stream().map(Json::object).forEach(map -> table.row(Json.text(map, "name"), Json.text(map, "type"),
                Json.text(map, "key_bytes"), Json.text(map, "value_bytes"), Json.text(map, "max_entries"),
                Json.text(map, "memory_bytes"), Json.text(map, "pin")));
        table.print(terminal());
        return ExitCode.DONE;
    }
}
