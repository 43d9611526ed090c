package io.eunomia.runtime.internal.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import java.util.Arrays;

/**
 * An RE2 pattern that is found anywhere in a text. The time it takes grows with the length of the text times that of the
 * pattern and no worse, and both are bounded: at its bounds a text takes some milliseconds, and the matcher is garbage. So
 * it is only used on a subscriber's own thread.
 */
final class RegularExpression {
    private static final int MAX_CHARACTERS = 256;
    /** The most instructions of the compiled pattern. */
    private static final int MAX_PROGRAM = 1000;
    private static final int MAX_DEPTH = 32;
    /** Text beyond this length is not searched. */
    private static final int MAX_TEXT_BYTES = 4096;

    private final Pattern pattern;

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles a pattern.
     *
     * @throws io.eunomia.runtime.TrackerException when the text is no pattern, or the pattern is too large
     */
    static RegularExpression of(Item item) {
        String text = item.parts().get(0);
        if (text.length() > MAX_CHARACTERS) {
            throw refused(item, "has " + text.length() + " characters; at most " + MAX_CHARACTERS + " are read");
        }
        // The compiler of patterns has no bound of its own: repetitions in repetitions would fill the heap.
        RepetitionScan scan = RepetitionScan.of(text);
        if (scan.size() > MAX_PROGRAM || scan.depth() > MAX_DEPTH) {
            throw refused(item, "is too large once its repetitions are written out, or nested too deep");
        }
        if (scan.quoting()) {
            throw refused(item, "has \\Q, which is not taken: write a backslash before each character instead");
        }
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.programSize() > MAX_PROGRAM) {
                throw refused(item, "is too large once its repetitions are written out");
            }
            return new RegularExpression(pattern);
        } catch (PatternSyntaxException e) {
            throw refused(item, "is none: " + e.getDescription() + (e.getPattern() == null ? "" : " in " + e.getPattern()));
        }
    }

    private static RuntimeException refused(Item item, String problem) {
        return FilterParser.failure("filter, position " + item.valuePosition() + ": the pattern " + problem,
                "patterns are those of RE2 (github.com/google/re2/wiki/Syntax), found anywhere: \"^/etc/.*[.]conf$\"");
    }

    boolean matches(Utf8Sink text) {
        return pattern.matcher(Arrays.copyOf(text.array(), Math.min(text.length(), MAX_TEXT_BYTES))).find();
    }
}
