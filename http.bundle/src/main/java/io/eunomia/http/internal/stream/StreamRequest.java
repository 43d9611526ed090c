package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Query;
import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events that a request asks for in its query, and the framing in which it wants them. */
public record StreamRequest(StreamFormat format, EventRequest events) {
    /** @throws HttpProblem when a value is wrong */
    static StreamRequest of(Exchange exchange, StreamFormats formats) {
        Query query = exchange.query();
        StreamFormat format = formats.choose(query.one("format"), exchange.request().getHeader("Accept"));
        // The reader of server-sent events may reconnect, and then wants those after the last one that it saw.
        boolean resumable = format == StreamFormat.SERVER_SENT;
        return new StreamRequest(format, new EventRequest(format.formatName(), query.one("filter").orElse(""),
                query.one("fields").map(StreamRequest::names).orElse(List.of()),
                new Bounds(query.number("limit", 0), query.span("duration", Bounds.LONGEST)), resumable, Optional.empty(),
                query.one("enrich").map(StreamRequest::names).orElse(List.of()), query.width(0)));
    }

    /** @see EventStreams#resumed */
    static StreamRequest resumed(Exchange exchange, StreamFormats formats) {
        String header = exchange.request().getHeader("Last-Event-ID");
        Optional<String> asked = exchange.query().one("from");
        StreamRequest request = of(exchange, formats);
        try {
            return new StreamRequest(request.format, request.events.from(
                    Optional.ofNullable(header).filter(id -> !id.isEmpty()).or(() -> asked).map(EventId::parse)));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest((header == null ? "the query parameter from: " : "the header Last-Event-ID: ")
                    + e.getMessage(), "it is what a server-sent event has as its id");
        }
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }
}
