package io.eunomia.launcher.internal.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.HttpControl;
import io.eunomia.launcher.internal.client.Refusals;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.ListCommand;
import io.eunomia.shell.command.StartCommand;
import io.eunomia.shell.command.StopCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;

/** The commands that ask as the client of 2022 did when {@code --raw} is given, and print the answer as it did. */
final class SeedCommands {
    private static final String JSON_TYPE = "application/json";
    private static final String HOT_UPDATE = "hotupdate";

    private SeedCommands() {
    }

    /** A command with {@code --raw}. */
    private abstract static class Seed extends ClientCommand {
        @Option(names = "--raw", description = "Asks, and prints the answer, as the client of 2022 did.")
        private boolean raw;

        Seed(ControlCommand command) {
            super(command);
        }

        @Override
        final int ask(DaemonClient client) {
            prepare();
            Optional<Answer> answer = raw ? raw(client) : Optional.empty();
            return answer.map(this::print).orElseGet(() -> super.ask(client));
        }

        void prepare() {
            // Only start has something to prepare.
        }

        /** Asks as in 2022. @return empty when there was no such request then */
        abstract Optional<Answer> raw(DaemonClient client);

        private int print(Answer answer) {
            terminal().out().println(answer.status() + " :" + answer.text().strip());
            return answer.ok() ? ExitCode.DONE : Refusals.exitCode(answer.status(), "");
        }
    }

    static ClientCommand list() {
        return new Seed(new ListCommand()) {
            @Override
            Optional<Answer> raw(DaemonClient client) {
                return Optional.of(client.get("/list"));
            }
        };
    }

    static ClientCommand stop() {
        StopCommand command = new StopCommand();
        return new Seed(command) {
            @Override
            Optional<Answer> raw(DaemonClient client) {
                return command.removes() ? Optional.empty() : Optional.of(client.post("/stop", JSON_TYPE,
                        ("{\"id\":" + invocation(() -> new HttpControl(client)).id(command.tracker()) + "}")
                                .getBytes(StandardCharsets.UTF_8)));
            }
        };
    }

    static ClientCommand start() {
        return new SeedStart(new StartCommand());
    }

    /** Starts a tracker; also {@code start hotupdate PACKAGE}, as in 2022. */
    private static final class SeedStart extends Seed {
        private final StartCommand command;
        private final PositionalParamSpec seedPackage = PositionalParamSpec.builder().index("1").arity("0..1")
                .type(String.class).paramLabel("PACKAGE").description("After hotupdate: the package, as in 2022.").build();

        SeedStart(StartCommand command) {
            super(command);
            this.command = command;
        }

        /** An annotation cannot describe a second word where the first is another object's. */
        @Override
        CommandSpec spec() {
            return super.spec().addPositional(seedPackage);
        }

        @Override
        void prepare() {
            String given = seedPackage.getValue();
            if (given != null && command.what().equals(HOT_UPDATE)) {
                command.what(given);
            }
        }

        @Override
        Optional<Answer> raw(DaemonClient client) {
            Optional<PackageSource> source = ProcessFiles.here().find(command.what());
            if (command.follows()) {
                throw new CommandFailure(ExitCode.USAGE, "--follow shows events, and --raw does not",
                        "events as JSON are --follow -o json");
            }
            if (command.hasTypes()) {
                throw new CommandFailure(ExitCode.USAGE, "--btf is not part of the interface of 2022", "leave --raw out");
            }
            source.filter(given -> given.content().length > 0 && (given.content()[0] == 'P' || given.content()[0] == 0x7f))
                    .ifPresent(given -> {
                        throw new CommandFailure(ExitCode.USAGE, given.origin()
                                + " is not JSON, and in 2022 nothing else was sent", "leave --raw out");
                    });
            return Optional.of(client.post("/start", JSON_TYPE, request(source)));
        }

        /** Makes the request of the client of 2022: a package goes as the first argument of hotupdate. */
        private byte[] request(Optional<PackageSource> source) {
            StartOptions options = command.given();
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("name", source.isPresent() ? HOT_UPDATE : command.what());
            request.put("export_handlers", options.exports().stream().map(export -> Map.of("name", export.handler(), "args",
                    export.arguments().entrySet().stream().map(one -> one.getKey() + '=' + one.getValue()).toList())).toList());
            List<String> words = new ArrayList<>();
            source.ifPresent(given -> words.add(new String(given.content(), StandardCharsets.UTF_8)));
            options.arguments().forEach((argument, value) -> words.add(argument + '=' + value));
            request.put("args", words);
            try {
                return JSON.std.asBytes(request);
            } catch (IOException e) {
                throw new UncheckedIOException("a request that cannot be written", e);
            }
        }
    }
}
