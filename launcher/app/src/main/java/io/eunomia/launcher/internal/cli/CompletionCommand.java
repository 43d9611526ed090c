package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "completion", description = "Prints a completion script for bash, zsh or fish.",
        footer = {"", "Examples:", "  source <(eunomia completion bash)        in ~/.bashrc",
            "  source <(eunomia completion zsh)         in ~/.zshrc, after compinit",
            "  eunomia completion fish | source         in ~/.config/fish/config.fish"})
final class CompletionCommand extends Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Parameters(index = "0", arity = "0..1", paramLabel = "SHELL", defaultValue = "bash", completionCandidates = Shells.class,
            description = "bash, zsh or fish; default ${DEFAULT-VALUE}.")
    private String shell;

    @Override
    int execute() {
        if (!SHELLS.contains(shell)) {
            throw new CommandFailure(ExitCode.USAGE, "there is no completion for " + shell, "there is one for " + String.join(", ", SHELLS));
        }
        try (InputStream script = CompletionCommand.class.getResourceAsStream("completion." + shell)) {
            terminal().out().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the script cannot be read", e);
        }
        return ExitCode.DONE;
    }

    /** Used by picocli. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }
}
