package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The formats in which streams are sent: those of this bundle, and every other that some bundle has registered.
 *
 * @param registered writes the records
 */
public record StreamFormats(EventFormats registered) {

    /** Finds what writes the records of a format, by its name. */
    public EventFormat writing(String name) {
        return name.equals(ServerSentFormat.NAME) ? new ServerSentFormat(registered.get(ServerSentFormat.LINES))
                : registered.get(name);
    }

    /**
     * @param label the value of {@code ?format=}, which goes before {@code accept}
     * @param accept the header of RFC 9110 section 12.5.1, or null
     */
    StreamFormat choose(Optional<String> label, String accept) {
        List<StreamFormat> all = all();
        if (label.isPresent()) {
            return all.stream().filter(format -> format.labels().contains(label.get())).findFirst()
                    .orElseThrow(() -> HttpProblem.badRequest("unknown format \"" + label.get() + '"', "known: "
                            + String.join(", ", all.stream().flatMap(one -> one.labels().stream()).toList())));
        }
        if (accept == null || accept.isBlank()) {
            return StreamFormat.NDJSON;
        }
        return Arrays.stream(accept.split(",")).map(Range::of).filter(range -> range.weight > 0)
                .sorted(Comparator.comparingDouble((Range range) -> range.weight).reversed())
                .flatMap(range -> all.stream().filter(format -> format.accepted(range.type))).findFirst()
                .orElseThrow(() -> new HttpProblem(406, "not-acceptable", "events are not available as " + accept)
                        .hint("available: " + String.join(", ", all.stream().map(StreamFormat::type).toList())));
    }

    private List<StreamFormat> all() {
        List<String> own = StreamFormat.OWN.stream().map(StreamFormat::formatName).toList();
        Stream<StreamFormat> others = registered.all().stream().filter(format -> !own.contains(format.name()))
                .map(format -> new StreamFormat(format.mediaType().split(";")[0].strip().toLowerCase(Locale.ROOT),
                        format.name(), List.of(format.name())));
        return Stream.concat(StreamFormat.OWN.stream(), others).toList();
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
    }
}
