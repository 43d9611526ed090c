package io.eunomia.shell.internal.command;

import io.eunomia.shell.text.Suggestion;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The list of our commands, and the parser of their words. Immutable. */
final class Catalogue {
    static final String SCOPE = "eunomia";

    private final Map<String, Supplier<ShellCommand>> commands = new LinkedHashMap<>();

    Catalogue() {
        commands.put("trackers", TrackersCommand::new);
        commands.put("start", StartCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("update", UpdateCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("rollback", RollbackCommand::new);
        commands.put("events", EventsCommand::new);
        commands.put("read", ReadCommand::new);
        commands.put("stats", StatsCommand::new);
        commands.put("maps", MapsCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("plan", PlanCommand::new);
    }

    List<String> names() {
        return List.copyOf(commands.keySet());
    }

    /** @param word with or without the scope @return null when it is no command of ours */
    ShellCommand find(String word) {
        Supplier<ShellCommand> command = commands.get(withoutScope(word));
        return command == null ? null : command.get();
    }

    static String withoutScope(String word) {
        return word.startsWith(SCOPE + ':') ? word.substring(SCOPE.length() + 1) : word;
    }

    static CommandLine line(ShellCommand command) {
        CommandLine line = new CommandLine(command);
        line.setCommandName(SCOPE + ':' + line.getCommandName());
        // No colours, because a pipe, a file or another program's terminal may be at the other end.
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        return line;
    }

    /** @throws CommandProblem when the words are wrong; it suggests what might have been meant */
    void run(String name, Invocation invocation, String... words) throws Exception {
        ShellCommand command = find(name);
        CommandLine line = line(command);
        try {
            line.parseArgs(words);
        } catch (CommandLine.ParameterException e) {
            throw new CommandProblem(e.getMessage(), Suggestion.of(e).map(meant -> "did you mean " + meant + "? ").orElse("")
                    + "help " + name + " shows what is accepted", true);
        }
        if (line.isUsageHelpRequested()) {
            line.usage(invocation.out(), Ansi.OFF);
        } else {
            command.run(invocation);
        }
    }

    void usage(String name, PrintStream out) {
        line(find(name)).usage(out, Ansi.OFF);
    }

    /** Prints all commands, one per line. */
    void overview(PrintStream out) {
        commands.forEach((name, command) -> out.printf("  %-10s %s%n", name,
                line(command.get()).getCommandSpec().usageMessage().description()[0]));
    }
}
