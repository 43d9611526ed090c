package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.HttpProblem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of streams; the first is for clients that accept anything. */
public enum StreamFormat {
    NDJSON("application/x-ndjson", "json", "ndjson", "json"),
    SERVER_SENT("text/event-stream", ServerSentFormat.NAME, "sse"),
    CSV("text/csv", "csv", "csv"),
    PLAIN("text/plain", "plain_text", "plain", "plain_text");

    private final String mediaType;
    private final String formatName;
    private final List<String> labels;

    StreamFormat(String mediaType, String formatName, String... labels) {
        this.mediaType = mediaType;
        this.formatName = formatName;
        this.labels = List.of(labels);
    }

    /** The media type with the character set, which all of them need. */
    public String mediaType() {
        return mediaType + ";charset=utf-8";
    }

    /** The name of the {@link io.eunomia.runtime.event.EventFormat} that writes the records. */
    public String formatName() {
        return formatName;
    }

    /**
     * @param label the value of {@code ?format=}, which goes before {@code accept}
     * @param accept the header of RFC 9110 section 12.5.1, or null
     */
    public static StreamFormat choose(Optional<String> label, String accept) {
        if (label.isPresent()) {
            return Arrays.stream(values()).filter(format -> format.labels.contains(label.get())).findFirst()
                    .orElseThrow(() -> HttpProblem.badRequest("unknown format \"" + label.get() + '"', "known: "
                            + String.join(", ", Arrays.stream(values()).flatMap(one -> one.labels.stream()).toList())));
        }
        if (accept == null || accept.isBlank()) {
            return NDJSON;
        }
        return Arrays.stream(accept.split(",")).map(Range::of).filter(range -> range.weight > 0)
                .sorted(Comparator.comparingDouble((Range range) -> range.weight).reversed())
                .flatMap(Range::formats).findFirst()
                .orElseThrow(() -> new HttpProblem(406, "not-acceptable", "events are not available as " + accept)
                        .hint("available: " + String.join(", ",
                                Arrays.stream(values()).map(format -> format.mediaType).toList())));
    }

    /** An element of Accept. Sorting is stable, so that the client's order decides between equal weights. */
    private record Range(String type, double weight) {

        static Range of(String text) {
            String[] parts = text.split(";");
            double weight = Arrays.stream(parts).skip(1).map(String::strip).filter(part -> part.startsWith("q="))
                    .findFirst().map(part -> number(part.substring(2))).orElse(1.0);
            return new Range(parts[0].strip().toLowerCase(Locale.ROOT), weight);
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        Stream<StreamFormat> formats() {
            return Arrays.stream(StreamFormat.values()).filter(format -> type.equals(format.mediaType)
                    || type.equals("*/*") || type.equals(format.mediaType.split("/")[0] + "/*")
                    || type.equals("application/json") && format == NDJSON);
        }
    }
}
