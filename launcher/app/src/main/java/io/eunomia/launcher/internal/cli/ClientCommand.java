package io.eunomia.launcher.internal.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.launcher.internal.client.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** A command that asks the daemon. */
abstract class ClientCommand extends Command {
    @Mixin
    private DaemonOptions daemon;

    private DaemonClient client;

    @Override
    final int execute() {
        client = daemon.client();
        try {
            return ask(client);
        } catch (UnreachableException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, e.getMessage(), "", e.hint(), "", e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), "", "", "", e);
        }
    }

    /** Does the command's work. @return the exit code */
    abstract int ask(DaemonClient client);

    /** Checks the answer. @return the answer's JSON @throws CommandFailure when the daemon refused */
    final Object accepted(Answer answer) {
        if (!answer.ok()) {
            throw refusal(answer);
        }
        return answer.json();
    }

    /** Prints the answer as the client of 2022 did. */
    final int printRaw(Answer answer) {
        terminal().out().println(answer.status() + " :" + answer.text().strip());
        return answer.ok() ? ExitCode.DONE : Refusals.exitCode(answer.status(), "");
    }

    final int printJson(Object value) {
        try {
            terminal().out().println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value));
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that cannot be written", e);
        }
    }

    final CommandFailure refusal(Answer answer) {
        return Refusals.of(answer, client.token());
    }

    /** Finds the id of a tracker named on the command line by id or name. */
    final long idOf(DaemonClient client, String word) {
        if (word.matches("[0-9]{1,9}")) {
            return Long.parseLong(word);
        }
        List<Map<String, Object>> all = trackers(client);
        return all.stream().filter(tracker -> word.equals(Json.text(tracker, "name")))
                .mapToLong(tracker -> Json.number(tracker, "id")).findFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "the daemon has no tracker called " + word,
                        all.isEmpty() ? "it has none at all" : "it has " + all.stream()
                                .map(tracker -> Json.text(tracker, "name")).collect(Collectors.joining(", "))));
    }

    final List<Map<String, Object>> trackers(DaemonClient client) {
        return trackersOf(accepted(client.get("/api/v1/trackers")));
    }

    static List<Map<String, Object>> trackersOf(Object answer) {
        return Json.list(Json.object(answer), "trackers").stream().map(Json::object).toList();
    }
}
