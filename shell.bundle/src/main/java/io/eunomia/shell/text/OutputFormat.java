package io.eunomia.shell.text;

/** How events are shown, by the words of {@code --output}. */
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

    /** Of the {@link io.eunomia.runtime.event.EventFormat} behind it. */
    public String formatName() {
        return formatName;
    }

    /** Over HTTP. */
    public String mediaType() {
        return mediaType;
    }
}
