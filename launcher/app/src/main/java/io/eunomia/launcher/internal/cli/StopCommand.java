package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.runtime.Removal;
import io.eunomia.shell.text.RemovalText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "stop", description = "Stops a tracker of the daemon: nothing of it is left in the kernel.")
final class StopCommand extends ClientCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--remove", description = "Uninstalls it too: it does not come back with the daemon.")
    private boolean remove;

    @Option(names = "--pins", description = "With --remove: removes the pins of its maps too, those that nobody else holds.")
    private boolean pins;

    @Option(names = "--raw", description = "Prints the answer as the client of 2022 did.")
    private boolean raw;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        if (pins && !remove) {
            throw new CommandFailure(ExitCode.USAGE, "--pins without --remove: a stopped tracker keeps its pins",
                    "give --remove too");
        }
        long id = idOf(client, tracker);
        if (raw && !remove) {
            return printRaw(client.post("/stop", "application/json",
                    ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8)));
        }
        String path = "/api/v1/trackers/" + id;
        Object answer = accepted(remove ? client.delete(path + new Query().flag("pins", pins)) : client.post(path + "/stop", "application/json", new byte[0]));
        if (json) {
            return printJson(answer);
        }
        String name = Json.text(Json.object(answer), "name");
        terminal().out().println((name.isEmpty() ? "tracker " + id : name + " (" + id + ")")
                + (remove ? " removed" : " stopped"));
        if (remove) {
            RemovalText.lines(removal(Json.object(answer))).forEach(terminal().out()::println);
        }
        return ExitCode.DONE;
    }

    private static Removal removal(Map<String, Object> answer) {
        return new Removal(Json.list(answer, "pins_left").stream().map(Json::object).map(pin -> new Removal.PinLeft(
                Json.text(pin, "path"), texts(Json.list(pin, "held_by")))).toList(), texts(Json.list(answer, "pins_removed")));
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
