package io.eunomia.launcher.internal.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.options.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "start", description = "Starts a tracker in the daemon: an installed one, or a package.")
final class StartCommand extends EventsClientCommand {
    private static final String JSON_TYPE = "application/json";

    @Parameters(index = "0", paramLabel = "TRACKER",
            description = "Id or name of an installed tracker, a file (.bpf.o, .json, .jar), JSON in place, or -.")
    private String what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PACKAGE", description = "After hotupdate: the package, as in 2022.")
    private String seedPackage;

    @Mixin
    private RunOptions options;

    @Option(names = "--name", paramLabel = "NAME", description = "Calls the tracker so, whatever its package says.")
    private String name;

    @Option(names = "--export", paramLabel = "HANDLER", split = ",",
            description = "Sends the events to an export handler: plain_text, json, csv, file, log; may be repeated.")
    private List<String> exports = new ArrayList<>();

    @Option(names = "--btf", paramLabel = "FILE", description = "The types of the daemon's kernel where it does not show them in"
            + " /sys/kernel/btf/vmlinux: BTF, or a vmlinux ELF that holds it. Read here, and kept with the tracker.")
    private Path btf;

    @Option(names = "--clear-options",
            description = "Forgets the arguments, attach targets, exports and types it had; those given here hold.")
    private boolean clear;

    @Option(names = "--adopt", description = "Takes the name from another owner that has it; a tracker that runs is updated.")
    private boolean adopt;

    @Option(names = {"-f", "--follow"}, description = "Shows its events, from the very first on, until Ctrl-C or --limit; the"
            + " tracker goes on.")
    private boolean follow;

    @Mixin
    private OutputOptions output;

    @Option(names = "--raw", description = "Starts and prints as the client of 2022 did.")
    private boolean raw;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int ask(DaemonClient client) {
        String word = what.equals("hotupdate") && seedPackage != null ? seedPackage : what;
        Optional<PackageInput> input = PackageInput.of(word);
        if (follow && (raw || json)) {
            throw new CommandFailure(ExitCode.USAGE, "--follow shows events, and " + (raw ? "--raw" : "--json") + " does not",
                    "events as JSON are --follow -o json");
        }
        if (raw) {
            requireNoTypes();
            input.ifPresent(StartCommand::requireText);
            return printRaw(client.post("/start", JSON_TYPE, seedRequest(input)));
        }
        Answer answer = input.isPresent() ? install(client, input.get()) : startInstalled(client);
        if (follow) {
            return show(client, output, answer);
        }
        Object tracker = accepted(answer);
        if (json) {
            return printJson(tracker);
        }
        Map<String, Object> shown = Json.object(tracker);
        terminal().out().println(Json.text(shown, "name") + " " + Json.text(shown, "state") + ", id "
                + Json.number(shown, "id"));
        Json.list(shown, "not_attached").stream().map(Json::object).forEach(program -> terminal().err().println(
                "eunomia: warning: runs without " + Json.text(program, "program") + ": "
                        + Json.text(Json.object(program.get("failure")), "message")));
        Json.list(shown, "warnings").forEach(warning -> terminal().err().println("eunomia: warning: " + warning));
        return ExitCode.DONE;
    }

    private Answer install(DaemonClient client, PackageInput input) {
        Query query = name != null ? new Query().add("name", name) : new Query().add("default_name", input.name());
        PackageBody body = PackageBody.of(Optional.of(input), btf);
        return post(client, "/api/v1/trackers" + withOptions(query.flag("adopt", adopt)), body);
    }

    /** Starts a tracker by name; a daemon without the built-in trackers is sent the package of the one that is asked for. */
    private Answer startInstalled(DaemonClient client) {
        Optional<PackageInput> builtIn = PackageInput.builtIn(what);
        if (builtIn.isPresent() && trackers(client).stream().noneMatch(tracker -> what.equals(Json.text(tracker, "name")))) {
            return install(client, builtIn.get());
        }
        PackageBody body = PackageBody.of(Optional.empty(), btf);
        return post(client, "/api/v1/trackers/" + idOf(client, what) + "/start"
                + withOptions(new Query().flag("clear_options", clear)), body);
    }

    private Answer post(DaemonClient client, String path, PackageBody body) {
        return follow ? client.post(path, body.mediaType(), body.content(), output.format().mediaType())
                : client.post(path, body.mediaType(), body.content());
    }

    private Query withOptions(Query query) {
        if (follow) {
            wanted(output, query.flag("follow", true)).add("limit", output.limit() == 0 ? "" : Long.toString(output.limit()));
        }
        return query.addAll(options.options("", exports));
    }

    /** Makes the request of the client of 2022: a package goes as the first argument of hotupdate. */
    private byte[] seedRequest(Optional<PackageInput> input) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", input.isPresent() ? "hotupdate" : what);
        request.put("export_handlers", exports.stream().map(handler -> Map.of("name", handler, "args", List.of())).toList());
        List<String> words = new ArrayList<>();
        input.ifPresent(given -> words.add(new String(given.content(), StandardCharsets.UTF_8)));
        options.options("", List.of()).arguments().forEach((argument, value) -> words.add(argument + '=' + value));
        request.put("args", words);
        try {
            return JSON.std.asBytes(request);
        } catch (IOException e) {
            throw new UncheckedIOException("a request that cannot be written", e);
        }
    }

    private void requireNoTypes() {
        if (btf != null) {
            throw new CommandFailure(ExitCode.USAGE, "--btf is not part of the interface of 2022", "leave --raw out");
        }
    }

    private static void requireText(PackageInput input) {
        if (!input.mediaType().equals(JSON_TYPE)) {
            throw new CommandFailure(ExitCode.USAGE, input.origin() + " is not JSON, and in 2022 nothing else was sent",
                    "leave --raw out");
        }
    }
}
