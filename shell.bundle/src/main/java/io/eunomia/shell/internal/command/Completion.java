package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds completions of the last word of a line. @param commands all that Gogo knows, as {@code scope:name} */
public record Completion(TrackerManager manager, Collection<String> commands) {
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
        if (Catalogue.withoutScope(statement.get(0)).equals("help")) {
            return Candidates.of(commandNames());
        }
        ShellCommand command = new Catalogue().find(statement.get(0));
        return command == null ? Candidates.NONE : argument(command, statement.subList(1, statement.size()));
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
        TreeSet<String> names = new TreeSet<>(new Catalogue().names());
        names.add("help");
        names.add("exit");
        commands.stream().filter(name -> !name.startsWith(Catalogue.SCOPE + ':')).forEach(names::add);
        commands.stream().filter(name -> name.equals("felix:lb")).map(name -> "lb").forEach(names::add);
        return names.stream();
    }

    private Candidates argument(ShellCommand command, List<String> words) {
        CommandSpec spec = Catalogue.line(command).getCommandSpec();
        String last = words.get(words.size() - 1);
        OptionSpec before = words.size() < 2 ? null : spec.optionsMap().get(words.get(words.size() - 2));
        if (before != null && before.arity().max() > 0) {
            return Candidates.of(values(before, words));
        }
        if (last.startsWith("-")) {
            return Candidates.of(spec.optionsMap().keySet().stream().filter(name -> name.startsWith("--")).sorted());
        }
        return switch (command.word(position(spec, words))) {
            case TRACKER -> Candidates.of(trackerWords());
            case FILE -> new Candidates(List.of(), true);
            case TRACKER_OR_FILE -> new Candidates(trackerWords().toList(), true);
            case NOTHING -> Candidates.NONE;
        };
    }

    private Stream<String> trackerWords() {
        List<Tracker> all = manager.trackers();
        return Stream.concat(all.stream().map(Tracker::name), all.stream().map(tracker -> Integer.toString(tracker.id())));
    }

    private Stream<String> values(OptionSpec option, List<String> words) {
        if (option.completionCandidates() != null) {
            List<String> values = new ArrayList<>();
            option.completionCandidates().forEach(values::add);
            return values.stream();
        }
        Optional<Tracker> tracker = words.stream().flatMap(word -> manager.trackers().stream()
                .filter(each -> each.name().equals(word) || Integer.toString(each.id()).equals(word))).findFirst();
        return switch (option.longestName()) {
            case "--arg" -> tracker.stream().flatMap(found -> found.arguments().keySet().stream()).map(name -> name + '=');
            case "--fields" -> tracker.stream().flatMap(found -> found.streams().stream())
                    .map(EventSchema::fields).flatMap(List::stream).map(Field::name).distinct();
            case "--export" -> Stream.of("plain_text", "json", "csv", "file", "log");
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
