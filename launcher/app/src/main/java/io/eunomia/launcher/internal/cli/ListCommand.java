package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.text.Durations;
import io.eunomia.shell.text.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine;

@CommandLine.Command(name = "list", description = "Shows the daemon's trackers.")
final class ListCommand extends ClientCommand {
    @Option(names = "--raw", description = "Prints the answer as the client of 2022 did.")
    private boolean raw;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        if (raw) {
            return printRaw(client.get("/list"));
        }
        Object answer = accepted(client.get("/api/v1/trackers"));
        if (json) {
            return printJson(answer);
        }
        Table table = new Table("ID", "NAME", "VERSION", "STATE", "SINCE", "SOURCE");
        trackersOf(answer).forEach(tracker -> table.row(Json.number(tracker, "id"), Json.text(tracker, "name"),
                Json.text(tracker, "version"), Json.text(tracker, "state"), since(Json.text(tracker, "since")),
                Json.text(tracker, "source")));
        table.print(terminal());
        trackersOf(answer).forEach(this::printFailure);
        return ExitCode.DONE;
    }

    private void printFailure(Map<String, Object> tracker) {
        Json.list(tracker, "not_attached").stream().map(Json::object).forEach(program -> printFailure(
                Json.text(tracker, "name") + " runs without " + Json.text(program, "program"),
                Json.object(program.get("failure"))));
        printFailure(Json.text(tracker, "name") + " failed", Json.object(tracker.get("failure")));
        Map<String, Object> update = Json.object(tracker.get("failed_update"));
        printFailure(Json.text(tracker, "name") + " was not updated " + since(Json.text(update, "time")) + " ago",
                Json.object(update.get("failure")));
    }

    private void printFailure(String what, Map<String, Object> failure) {
        if (!failure.isEmpty()) {
            String message = Json.text(failure, "message");
            terminal().out().println(terminal().bad(what) + ": "
                    + (message.isEmpty() ? Json.text(failure, "detail") : message));
            String hint = Json.text(failure, "hint");
            if (!hint.isEmpty()) {
                terminal().out().println("  hint: " + hint);
            }
        }
    }

    private static String since(String instant) {
        try {
            return Durations.show(Duration.between(Instant.parse(instant), Instant.now()));
        } catch (DateTimeException e) {
            return instant;
        }
    }
}
