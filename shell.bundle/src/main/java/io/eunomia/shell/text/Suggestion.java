package io.eunomia.shell.text;

import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Suggests what was probably meant by words that a command does not know. */
public final class Suggestion {
    private Suggestion() {
    }

    /** @return an option of the command; empty when none is near, or when something else is wrong */
    public static Optional<String> of(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched) || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().get(0).split("=", 2)[0];
        return word.startsWith("-") ? NearestWord.to(word,
                failure.getCommandLine().getCommandSpec().optionsMap().keySet()) : Optional.empty();
    }
}
