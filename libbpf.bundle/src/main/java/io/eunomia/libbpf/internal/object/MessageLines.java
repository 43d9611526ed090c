package io.eunomia.libbpf.internal.object;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in libbpf's messages the lines that belong into an error. Only used on failure. */
final class MessageLines {
    private static final String PREFIX = "libbpf: ";

    private MessageLines() {
    }

    /** libbpf's words for a failed step that it then retries in another way. */
    private static final String TRIED_AGAIN = "Retrying without BTF";

    /** The first message without libbpf's prefix; empty if there is none. */
    static String firstLine(String messages) {
        return messages.lines().map(MessageLines::withoutPrefix)
                .filter(line -> !line.isBlank() && !line.contains(TRIED_AGAIN)).findFirst().orElse("");
    }

    /** The first group of the pattern's first match. */
    static Optional<String> find(Pattern pattern, String messages) {
        Matcher matcher = pattern.matcher(messages);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String withoutPrefix(String line) {
        return line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line;
    }
}
