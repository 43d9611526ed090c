package io.eunomia.shell.complete;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What has been typed after a command's name, but for the last word.
 *
 * @param positionals the words that are neither an option nor an option's value
 * @param used the options
 * @param pending the option whose value the last word is
 * @param ended whether {@code --} has said that no more options follow
 */
record TypedWords(List<String> positionals, Set<OptionSpec> used, Optional<OptionSpec> pending, boolean ended) {

    /** @param words the last one is not looked at */
    static TypedWords of(CommandSpec spec, List<String> words) {
        List<String> positionals = new ArrayList<>();
        Set<OptionSpec> used = new HashSet<>();
        OptionSpec pending = null;
        boolean ended = false;
        for (String word : words.subList(0, words.size() - 1)) {
            Optional<OptionSpec> option = ended ? Optional.empty() : option(spec, word);
            if (pending != null) {
                pending = null;
            } else if (option.isPresent()) {
                used.add(option.get());
                pending = takesValue(option.get()) && spec.optionsMap().containsKey(word) ? option.get() : null;
            } else if (!ended && word.equals("--")) {
                ended = true;
            } else if (ended || !word.startsWith("-") || word.equals("-")) {
                positionals.add(word);
            }
        }
        return new TypedWords(List.copyOf(positionals), Set.copyOf(used), Optional.ofNullable(pending), ended);
    }

    /** Finds the option that a word is, also one with its value: {@code --output=json}. */
    static Optional<OptionSpec> option(CommandSpec spec, String word) {
        String name = word.startsWith("--") && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return Optional.ofNullable(spec.optionsMap().getOrDefault(name, spec.negatedOptionsMap().get(name)));
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0 && option.arity().min() > 0;
    }
}
