package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.complete.Candidates;
import io.eunomia.shell.complete.Candidates.Candidate;
import io.eunomia.shell.complete.CommandCompletion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A line as a user's shell has it while it is typed; the hidden command {@value #COMMAND} prints what may follow. The scripts
 * that {@code eunomia completion} prints call it.
 *
 * <p>It prints a line that says {@code files} if some of the candidates are paths, else {@code words}; then a line for each
 * candidate: the whole word and, after a tab, what it is.
 *
 * @param words after the program's name, the last of which is completed
 */
record TypedLine(List<String> words, Map<String, Supplier<Command>> commands) {
    static final String COMMAND = "__complete";

    /** @param arguments of the hidden command: its name, {@code --} and the words */
    static TypedLine of(String[] arguments, Map<String, Supplier<Command>> commands) {
        List<String> words = List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
        return new TypedLine(words.isEmpty() ? List.of("") : words, commands);
    }

    /** Returns the lines to print. Never throws: a line that is being typed is no place for a message. */
    List<String> candidates() {
        String last = words.get(words.size() - 1);
        Candidates found = found();
        List<String> paths = found.path().map(Candidates.PathPart::words).orElse(List.of());
        Stream<String> lines = found.words().stream().filter(one -> one.word().startsWith(last))
                .map(one -> one.description().isEmpty() ? one.word() : one.word() + '\t' + one.description());
        return Stream.of(Stream.of(paths.isEmpty() ? "words" : "files"), lines, paths.stream()).flatMap(one -> one).toList();
    }

    private Candidates found() {
        if (words.size() == 1 || words.get(0).equals("help")) {
            return names();
        }
        Supplier<Command> command = commands.get(words.get(0));
        if (command == null) {
            return Candidates.NONE;
        }
        Command made = command.get();
        CommandSpec spec = made.spec();
        return new CommandCompletion(spec, made::word, LineOffers.of(words)).of(words.subList(1, words.size()));
    }

    private Candidates names() {
        Stream<Candidate> all = Cli.all().getSubcommands().entrySet().stream().map(one -> new Candidate(one.getKey(), description(one.getValue())));
        Stream<Candidate> options = words.get(0).startsWith("-") ? Stream.of("--help", "--version").map(name -> new Candidate(name, "")) : Stream.of();
        return new Candidates(Stream.concat(all, options).toList(), Optional.empty());
    }

    private static String description(CommandLine command) {
        String[] lines = command.getCommandSpec().usageMessage().description();
        return lines.length == 0 ? "" : CommandCompletion.oneLine(lines[0]);
    }
}
