package io.eunomia.runtime.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies an event of one tracker for good. Sequence numbers begin at 1 again when the daemon restarts; the epoch then
 * differs.
 *
 * @param epoch letters and digits, as {@link Subscription#epoch} gives them
 * @param sequence see {@link EventView#sequence}
 */
public record EventId(String epoch, long sequence) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,16})-([0-9]{1,18})");

    /**
     * Parses an id.
     *
     * @throws IllegalArgumentException when the text is not as {@link #toString} writes it
     */
    public static EventId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no id of an event: EPOCH-SEQUENCE is expected");
        }
        return new EventId(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return epoch + '-' + sequence;
    }
}
