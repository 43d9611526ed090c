package io.eunomia.shell.internal.command;

import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ControlCommands;
import io.eunomia.shell.complete.Candidates;
import io.eunomia.shell.complete.Candidates.Candidate;
import io.eunomia.shell.complete.CommandCompletion;
import io.eunomia.shell.complete.Offers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds completions of the last word of a line.
 *
 * @param commands all that Gogo knows, as {@code scope:name}
 */
public record Completion(Offers offers, Collection<String> commands) {
    private static final Set<String> SEPARATORS = Set.of("|", ";", "&&", "||", "&");

    /** @param words of the line up to the cursor; the last one is completed */
    public Candidates of(List<String> words) {
        List<String> statement = lastStatement(words);
        if (statement.size() <= 1) {
            return new Candidates(commandNames().map(name -> new Candidate(name, "")).toList(), Optional.empty());
        }
        if (CommandLines.withoutScope(statement.get(0)).equals("help")) {
            return new Candidates(commandNames().map(name -> new Candidate(name, "")).toList(), Optional.empty());
        }
        ControlCommand command = CommandLines.find(statement.get(0));
        return command == null ? Candidates.NONE : new CommandCompletion(CommandLines.line(statement.get(0), command).getCommandSpec(),
                command::word, offers).of(statement.subList(1, statement.size()));
    }

    private static List<String> lastStatement(List<String> words) {
        int from = 0;
        for (int i = 0; i < words.size() - 1; i++) {
            if (SEPARATORS.contains(words.get(i))) {
                from = i + 1;
            }
        }
        return words.subList(from, words.size());
    }

    /** The commands' names: ours alone, the others with their scope. */
    private Stream<String> commandNames() {
        TreeSet<String> names = new TreeSet<>(ControlCommands.names());
        names.add("help");
        names.add("exit");
        commands.stream().filter(name -> !name.startsWith(CommandLines.SCOPE + ':')).forEach(names::add);
        commands.stream().filter(name -> name.equals("felix:lb")).map(name -> "lb").forEach(names::add);
        return names.stream();
    }
}
