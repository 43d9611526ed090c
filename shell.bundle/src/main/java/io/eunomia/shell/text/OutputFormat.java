package io.eunomia.shell.text;

import java.util.List;
import java.util.function.Predicate;

/**
 * A format in which events are shown.
 *
 * @param label the value of {@code --output}
 * @param formatName the name of the {@link io.eunomia.runtime.event.EventFormat} that writes the events
 * @param mediaType to ask for over HTTP; empty for a format that some bundle brings, which is asked for by its name
 * @param endMark how a line begins that tells why no more events follow; empty when that is not known of the format
 */
public record OutputFormat(String label, String formatName, String mediaType, String endMark) {
    public static final OutputFormat PLAIN = new OutputFormat("plain", "plain_text", "text/plain", "# ended (");
    public static final OutputFormat JSON = new OutputFormat("json", "json", "application/x-ndjson",
            "{\"@notice\":\"ended\",\"reason\":\"");
    public static final OutputFormat CSV = new OutputFormat("csv", "csv", "text/csv", "ended (");
    /** The formats that are always there. */
    public static final List<OutputFormat> OWN = List.of(PLAIN, JSON, CSV);

    /** Finds a format by what was typed; what is none of our own is for the runtime to know. */
    public static OutputFormat labelled(String label) {
        return own(one -> one.label.equals(label), label);
    }

    /** Finds a format by the name of its events' format. */
    public static OutputFormat ofEvents(String formatName) {
        return own(one -> one.formatName.equals(formatName), formatName);
    }

    private static OutputFormat own(Predicate<OutputFormat> meant, String otherwise) {
        return OWN.stream().filter(meant).findFirst().orElseGet(() -> new OutputFormat(otherwise, otherwise, "", ""));
    }

    /** Tells whether a stream of this format says why it ends. */
    public boolean tellsEnd() {
        return !endMark.isEmpty();
    }
}
