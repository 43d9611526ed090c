package io.eunomia.shell.internal.command;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ControlCommands;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.Invocation;
import io.eunomia.shell.text.Suggestion;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** Parses the words of our commands, and runs them. */
final class CommandLines {
    static final String SCOPE = "eunomia";

    private CommandLines() {
    }

    /** @param word with or without the scope @return null when it is no command of ours */
    static ControlCommand find(String word) {
        return ControlCommands.make(withoutScope(word));
    }

    static String withoutScope(String word) {
        return word.startsWith(SCOPE + ':') ? word.substring(SCOPE.length() + 1) : word;
    }

    static CommandLine line(String name, ControlCommand command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().addOption(OptionSpec.builder("-h", "--help").type(boolean.class).usageHelp(true)
                .description("Show this.").build());
        line.setCommandName(SCOPE + ':' + withoutScope(name));
        // No colours, because a pipe, a file or another program's terminal may be at the other end.
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        return line;
    }

    /** @throws CommandFailure when the words are wrong; it suggests what might have been meant */
    static void run(String name, Invocation invocation, String... words) throws IOException, InterruptedException {
        ControlCommand command = find(name);
        CommandLine line = line(name, command);
        try {
            line.parseArgs(words);
        } catch (CommandLine.ParameterException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), Suggestion.of(e)
                    .map(meant -> "did you mean " + meant + "? ").orElse("") + "help " + name + " shows what is accepted");
        }
        if (line.isUsageHelpRequested()) {
            line.usage(invocation.terminal().out(), Ansi.OFF);
        } else {
            command.run(invocation);
        }
    }

    static void usage(String name, PrintStream out) {
        line(name, find(name)).usage(out, Ansi.OFF);
    }

    /** Prints all commands, one per line. */
    static void overview(PrintStream out) {
        ControlCommands.names().forEach(name -> out.printf("  %-10s %s%n", name,
                line(name, ControlCommands.make(name)).getCommandSpec().usageMessage().description()[0]));
    }
}
