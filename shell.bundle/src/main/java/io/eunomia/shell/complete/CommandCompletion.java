package io.eunomia.shell.complete;

import io.eunomia.shell.command.ControlCommand.Word;
import io.eunomia.shell.complete.Candidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completes the words after a command's name: options and their values as picocli knows them, names as they are on offer.
 *
 * @param kinds tells what a word may be that is no option, by its position from 0
 */
public record CommandCompletion(CommandSpec spec, IntFunction<Word> kinds, Offers offers) {

    /** @param words after the command's name; the last one is completed, and may be empty */
    public Candidates of(List<String> words) {
        TypedWords typed = TypedWords.of(spec, words);
        String last = words.get(words.size() - 1);
        if (typed.pending().isPresent()) {
            return values(typed).of(typed.pending().get(), last);
        }
        int equals = last.indexOf('=');
        if (!typed.ended() && last.startsWith("--") && equals > 0) {
            String name = last.substring(0, equals + 1);
            return TypedWords.option(spec, last).filter(TypedWords::takesValue)
                    .map(option -> values(typed).of(option, last.substring(equals + 1)).after(name)).orElse(Candidates.NONE);
        }
        return !typed.ended() && last.startsWith("-") ? options(typed) : word(typed, last);
    }

    /** Makes a description of a text: its first sentence, on one line. */
    public static String oneLine(String text) {
        return OneLine.of(text);
    }

    private OptionValues values(TypedWords typed) {
        Optional<String> subject = typed.positionals().stream().findFirst();
        return new OptionValues(new Subject(offers, subject, kinds.apply(0)), kinds.apply(1) == Word.DISPLAY
                ? typed.positionals().stream().skip(1).findFirst() : Optional.empty());
    }

    /** The long names of the options that may still be given. */
    private Candidates options(TypedWords typed) {
        Map<String, OptionSpec> names = new TreeMap<>(spec.optionsMap());
        names.putAll(spec.negatedOptionsMap());
        return Candidates.of(names.entrySet().stream().filter(one -> one.getKey().startsWith("--") && !one.getValue().hidden())
                .filter(one -> one.getValue().isMultiValue() || !typed.used().contains(one.getValue()))
                .map(one -> new Candidate(one.getKey(), OneLine.of(one.getValue().description()))));
    }

    private Candidates word(TypedWords typed, String last) {
        int position = typed.positionals().size();
        Optional<PositionalParamSpec> parameter = spec.positionalParameters().stream().filter(one -> one.index().contains(position)).findFirst();
        if (parameter.isPresent() && parameter.get().completionCandidates() != null) {
            List<String> fixed = new ArrayList<>();
            parameter.get().completionCandidates().forEach(fixed::add);
            return Candidates.named(fixed);
        }
        return switch (kinds.apply(position)) {
            case TRACKER -> Candidates.of(trackers());
            case FILE -> Candidates.path(last, false);
            case FOLDER -> Candidates.path(last, true);
            case PACKAGE -> Candidates.of(builtIns()).withPath(last, false);
            case TRACKER_OR_PACKAGE -> Candidates.of(Stream.concat(trackers(), builtIns().filter(one -> offers.tracker(one.word()).isEmpty()))).withPath(last, false);
            case DISPLAY -> Candidates.of(new Subject(offers, typed.positionals().stream().findFirst(), Word.TRACKER).displays());
            case NOTHING -> Candidates.NONE;
        };
    }

    private Stream<Candidate> trackers() {
        return offers.trackers().stream().flatMap(one -> Stream.of(new Candidate(one.name(), one.state() + described(one.description())),
                new Candidate(Integer.toString(one.id()), one.name())));
    }

    private static String described(String description) {
        return description.isEmpty() ? "" : ": " + OneLine.of(description);
    }

    private Stream<Candidate> builtIns() {
        return offers.builtIns().stream().map(name -> new Candidate(name, "built-in"));
    }
}
