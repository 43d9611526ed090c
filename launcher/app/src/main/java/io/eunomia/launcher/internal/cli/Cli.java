package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.command.ControlCommands;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.text.NearestWord;
import io.eunomia.shell.text.Suggestion;
import io.eunomia.shell.text.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds the command named first and runs it. Only that command's classes are loaded and reflected upon; the whole tree is
 * built for help, completion and words that are no command.
 */
public final class Cli {
    private final Map<String, Supplier<Command>> commands = new LinkedHashMap<>();

    private Cli() {
        commands.put("run", RunCommand::new);
        commands.put("server", ServerCommand::new);
        ControlCommands.names().forEach(name -> commands.put(name, () -> new ClientCommand(ControlCommands.make(name))));
        commands.put("start", SeedCommands::start);
        commands.put("list", SeedCommands::list);
        commands.put("trackers", () -> new CatalogCommand(ControlCommands.make("trackers")));
        commands.put("stop", SeedCommands::stop);
        commands.put("plan", () -> new EngineCommand(ControlCommands.make("plan"), new LibraryOption()));
        commands.put("doctor", () -> new EngineCommand(ControlCommands.make("doctor"), new TypesOptions()));
        commands.put("unpin", UnpinCommand::new);
        commands.put("upgrade", UpgradeCommand::new);
        commands.put("shell", ShellCommand::new);
        commands.put("vmlinux", VmlinuxCommand::new);
        commands.put("archive", ArchiveCommand::new);
        commands.put("version", VersionCommand::new);
        commands.put("completion", CompletionCommand::new);
    }

    /** Runs a command. @return the exit code, see {@link ExitCode} */
    public static int run(String... arguments) {
        Logging.configure(arguments);
        int code = new Cli().execute(arguments);
        if (System.out.checkError() && !Terminal.isRead(1)) {
            System.err.println("eunomia: standard output takes nothing more: is the disk full?");
            return code == ExitCode.DONE ? ExitCode.FAILED : code;
        }
        return code;
    }

    /** Builds the whole tree, for help and completion. */
    static CommandLine all() {
        Cli cli = new Cli();
        CommandLine root = new CommandLine(CommandSpec.forAnnotatedObject(new RootCommand()));
        cli.commands.forEach((name, command) -> root.addSubcommand(name, command.get().spec().name(name)));
        root.addSubcommand("help", new CommandLine.HelpCommand());
        return configured(root);
    }

    private int execute(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(TypedLine.COMMAND)) {
            TypedLine.of(arguments, commands).candidates().forEach(System.out::println);
            return ExitCode.DONE;
        }
        Supplier<Command> command = arguments.length == 0 ? null : commands.get(arguments[0]);
        if (command == null) {
            return arguments.length == 0 ? usage() : withoutCommand(arguments);
        }
        CommandLine root = new CommandLine(CommandSpec.create().name(RootCommand.NAME));
        root.addSubcommand(arguments[0], command.get().spec().name(arguments[0]));
        return configured(root).execute(arguments);
    }

    private int withoutCommand(String[] arguments) {
        if (arguments[0].equals("--version") || arguments[0].equals("-V")) {
            System.out.println("eunomia " + Version.TEXT);
            return ExitCode.DONE;
        }
        if (arguments[0].startsWith("-") || arguments[0].equals("help")) {
            return all().execute(arguments);
        }
        System.err.println("eunomia: there is no command " + arguments[0] + NearestWord.to(arguments[0], commands.keySet())
                .map(meant -> ": did you mean " + meant + "? eunomia help shows all").orElse("; eunomia help shows all"));
        return ExitCode.USAGE;
    }

    private static int usage() {
        all().usage(System.err);
        return ExitCode.USAGE;
    }

    private static CommandLine configured(CommandLine line) {
        line.setParameterExceptionHandler(Cli::refuse);
        line.setExecutionStrategy(Cli::execute);
        line.setOptionsCaseInsensitive(false);
        line.setUsageHelpAutoWidth(false);
        return line;
    }

    /** Shows the help that was asked for, and what the command adds to it; else runs the command. */
    private static int execute(CommandLine.ParseResult words) {
        Integer helped = CommandLine.executeHelpRequest(words);
        if (helped == null) {
            return new CommandLine.RunLast().execute(words);
        }
        List<CommandLine> commands = words.asCommandLineList();
        return commands.get(commands.size() - 1).getCommand() instanceof Command command ? command.moreHelp() : helped;
    }

    /** Refuses wrong arguments: says what is wrong, what might have been meant, where help is. */
    private static int refuse(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println("eunomia: " + failure.getMessage());
        line.getErr().println("  hint: " + Suggestion.of(failure).map(meant -> "did you mean " + meant + "? ").orElse("")
                + line.getCommandSpec().qualifiedName() + " --help shows what is accepted");
        line.getErr().flush();
        return ExitCode.USAGE;
    }
}
