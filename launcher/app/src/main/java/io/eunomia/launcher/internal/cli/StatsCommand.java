package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.text.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

@CommandLine.Command(name = "stats", description = "Shows a tracker's loss ledger, and the cost of its programs and maps.")
final class StatsCommand extends ClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        Object answer = accepted(client.get("/api/v1/trackers/" + idOf(client, tracker) + "/stats"));
        if (json) {
            return printJson(answer);
        }
        Map<String, Object> stats = Json.object(answer);
        print(stats, "streams", "stream", "map", "read", "kernel_lost", "undecodable", "highest_fill_bytes", "capacity_bytes");
        print(stats, "subscribers", "name", "offered", "delivered", "dropped", "pending");
        print(stats, "programs", "name", "type", "attached_to", "kernel_id", "run_count", "run_nanos", "memory_bytes");
        printNotAttached(Json.list(stats, "not_attached"));
        print(stats, "maps", "name", "type", "key_bytes", "value_bytes", "max_entries", "memory_bytes", "pin");
        return ExitCode.DONE;
    }

    private void printNotAttached(List<?> programs) {
        if (programs.isEmpty()) {
            return;
        }
        Table table = new Table("PROGRAM", "NOT ATTACHED TO", "WHY");
        programs.stream().map(Json::object).forEach(program -> table.row(Json.text(program, "program"),
                Json.text(program, "target"), Json.text(Json.object(program.get("failure")), "message")));
        table.print(terminal());
        terminal().out().println();
    }

    private void print(Map<String, Object> stats, String group, String... columns) {
        List<?> rows = Json.list(stats, group);
        if (rows.isEmpty()) {
            return;
        }
        Table table = new Table(Arrays.stream(columns).map(column -> column.replace('_', ' ').toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
        for (Object row : rows) {
            Map<String, Object> members = Json.object(row);
            table.row(Arrays.stream(columns).map(column -> Json.text(members, column)).toArray());
        }
        table.print(terminal());
        terminal().out().println();
    }
}
