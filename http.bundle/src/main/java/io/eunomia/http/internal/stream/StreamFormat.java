package io.eunomia.http.internal.stream;

import java.util.List;

/**
 * A format in which events are sent.
 *
 * @param type the media type, without a character set
 * @param formatName name of the {@link io.eunomia.runtime.event.EventFormat} that writes the records
 * @param labels values of {@code ?format=} that mean it
 */
public record StreamFormat(String type, String formatName, List<String> labels) {
    static final StreamFormat NDJSON = new StreamFormat("application/x-ndjson", "json", List.of("ndjson", "json"));
    static final StreamFormat SERVER_SENT = new StreamFormat("text/event-stream", ServerSentFormat.NAME,
            List.of(ServerSentFormat.NAME));
    static final StreamFormat CSV = new StreamFormat("text/csv", "csv", List.of("csv"));
    static final StreamFormat PLAIN = new StreamFormat("text/plain", "plain_text", List.of("plain", "plain_text"));

    /** The formats that are always there; the first is for clients that accept anything. */
    static final List<StreamFormat> OWN = List.of(NDJSON, SERVER_SENT, CSV, PLAIN);

    /** The media type with the character set, which all of them need. */
    public String mediaType() {
        return type + ";charset=utf-8";
    }

    /** Tells whether an element of Accept means this format. */
    boolean accepted(String wanted) {
        return wanted.equals(type) || wanted.equals("*/*") || wanted.equals(type.split("/")[0] + "/*")
                || wanted.equals("application/json") && this == NDJSON;
    }
}
