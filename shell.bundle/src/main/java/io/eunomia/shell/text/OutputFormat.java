package io.eunomia.shell.text;

import java.util.Arrays;

/** The formats in which events are shown; the names are the values of {@code --output}. */
public enum OutputFormat {
    plain("plain_text", "text/plain"),
    json("json", "application/x-ndjson"),
    csv("csv", "text/csv");

    private final String formatName;
    private final String mediaType;

    OutputFormat(String formatName, String mediaType) {
        this.formatName = formatName;
        this.mediaType = mediaType;
    }

    /** Finds a format by the name of its events' format. */
    public static OutputFormat ofEvents(String formatName) {
        return Arrays.stream(values()).filter(one -> one.formatName.equals(formatName)).findFirst().orElseThrow();
    }

    /** The name of the {@link io.eunomia.runtime.event.EventFormat} that writes the events. */
    public String formatName() {
        return formatName;
    }

    /** The media type to ask for over HTTP. */
    public String mediaType() {
        return mediaType;
    }
}
