package io.eunomia.shell.internal.command;

import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackersView;
import io.eunomia.shell.command.ControlCommand;
import io.eunomia.shell.command.ControlCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds completions of the last word of a line.
 *
 * @param trackers gives the trackers at the moment of asking
 * @param commands all that Gogo knows, as {@code scope:name}
 */
public record Completion(Supplier<TrackersView> trackers, Collection<String> commands) {
    private static final Set<String> SEPARATORS = Set.of("|", ";", "&&", "||", "&");

    /** @param words all candidates, also ones that do not fit the word @param files whether file names are candidates too */
    public record Candidates(List<String> words, boolean files) {
        static final Candidates NONE = new Candidates(List.of(), false);

        static Candidates of(Stream<String> words) {
            return new Candidates(words.toList(), false);
        }
    }

    /** @param words of the line up to the cursor; the last one is completed */
    public Candidates of(List<String> words) {
        List<String> statement = lastStatement(words);
        if (statement.size() <= 1) {
            return Candidates.of(commandNames());
        }
        if (CommandLines.withoutScope(statement.get(0)).equals("help")) {
            return Candidates.of(commandNames());
        }
        ControlCommand command = CommandLines.find(statement.get(0));
        return command == null ? Candidates.NONE : argument(statement.get(0), command, statement.subList(1, statement.size()));
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

    private Candidates argument(String name, ControlCommand command, List<String> words) {
        CommandSpec spec = CommandLines.line(name, command).getCommandSpec();
        String last = words.get(words.size() - 1);
        OptionSpec before = words.size() < 2 ? null : spec.optionsMap().get(words.get(words.size() - 2));
        if (before != null && before.arity().max() > 0) {
            return Candidates.of(values(before, words));
        }
        if (last.startsWith("-")) {
            return Candidates.of(spec.optionsMap().keySet().stream().filter(one -> one.startsWith("--")).sorted());
        }
        return switch (command.word(position(spec, words))) {
            case TRACKER -> Candidates.of(trackerWords());
            case FILE -> new Candidates(List.of(), true);
            case TRACKER_OR_FILE -> new Candidates(trackerWords().toList(), true);
            case NOTHING -> Candidates.NONE;
        };
    }

    private Stream<String> trackerWords() {
        List<TrackerView> all = trackers.get().trackers();
        return Stream.concat(all.stream().map(TrackerView::name), all.stream().map(tracker -> Integer.toString(tracker.id())));
    }

    private Stream<String> values(OptionSpec option, List<String> words) {
        if (option.completionCandidates() != null) {
            List<String> values = new ArrayList<>();
            option.completionCandidates().forEach(values::add);
            return values.stream();
        }
        Optional<TrackerView> tracker = trackers.get().trackers().stream()
                .filter(each -> words.contains(each.name()) || words.contains(Integer.toString(each.id()))).findFirst();
        return switch (option.longestName()) {
            case "--arg" -> tracker.stream().flatMap(found -> found.arguments().keySet().stream()).map(name -> name + '=');
            case "--fields" -> tracker.stream().flatMap(found -> found.streams().stream())
                    .flatMap(stream -> Stream.concat(stream.fields().stream().map(TrackerView.FieldView::name),
                            stream.addable().stream())).distinct();
            default -> Stream.empty();
        };
    }

    /** The position of the last word among the words that are neither an option nor an option's value. */
    private static int position(CommandSpec spec, List<String> words) {
        int position = 0;
        for (int i = 0; i < words.size() - 1; i++) {
            OptionSpec option = spec.optionsMap().get(words.get(i));
            if (option != null) {
                i += option.arity().max() > 0 ? 1 : 0;
            } else if (!words.get(i).startsWith("-")) {
                position++;
            }
        }
        return position;
    }
}
