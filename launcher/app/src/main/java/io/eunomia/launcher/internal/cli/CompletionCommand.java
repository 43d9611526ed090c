package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.command.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine;

@CommandLine.Command(name = "completion", description = "Prints a completion script for bash: source <(eunomia completion)")
final class CompletionCommand extends Command {
    @Override
    int execute() {
        terminal().out().print(AutoComplete.bash("eunomia", Cli.all()));
        return ExitCode.DONE;
    }
}
