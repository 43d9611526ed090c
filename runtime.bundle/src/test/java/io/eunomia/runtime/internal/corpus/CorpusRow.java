package io.eunomia.runtime.internal.corpus;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;

/**
 * A line of corpus.csv: what is loaded, what is done then, and what is expected to come of it.
 *
 * @param subject unique name
 * @param object the compiled file
 * @param programs those to load; empty for what the bare object gives
 * @param attach targets by program; may hold the places that {@link Surroundings#fill} knows
 * @param stimulus what makes the program run
 * @param expected {@code fired}, {@code attached} or the kind of failure, by the beginning of the kernel's release
 * @param says part of the event in JSON, or of the failure's message; empty for a hit, and for any message
 * @param comment why it is so
 */
record CorpusRow(String subject, String object, Set<String> programs, Map<String, String> attach, String stimulus,
        Map<String, String> expected, String says, String comment) {
    private static final List<String> KERNELS = List.of("6.1.", "6.12.", "6.18.");
    private static final int FIRST_KERNEL = 5;
    private static final String ANY_HIT = "\"value\":1";

    static CorpusRow of(ArgumentsAccessor line) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < KERNELS.size(); i++) {
            expected.put(KERNELS.get(i), text(line, FIRST_KERNEL + i));
        }
        int rest = FIRST_KERNEL + KERNELS.size();
        Map<String, String> attach = new LinkedHashMap<>();
        words(text(line, 3)).forEach(word -> attach.put(word.substring(0, word.indexOf('=')),
                word.substring(word.indexOf('=') + 1)));
        return new CorpusRow(text(line, 0), text(line, 1), new TreeSet<>(words(text(line, 2))), attach, text(line, 4),
                expected, text(line, rest), text(line, rest + 1));
    }

    private static String text(ArgumentsAccessor line, int column) {
        String text = line.size() > column ? line.getString(column) : null;
        return text == null ? "" : text.strip();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" +"));
    }

    /** What the event or the failure's message must hold, given the outcome expected. */
    String mustSay(String outcome) {
        return says.isEmpty() && outcome.equals("fired") ? ANY_HIT : says;
    }

    /** What is expected on a release; empty when there is no column for it. */
    String expectedOn(String release) {
        return expected.entrySet().stream().filter(entry -> release.startsWith(entry.getKey()))
                .map(Map.Entry::getValue).findFirst().orElse("");
    }
}
