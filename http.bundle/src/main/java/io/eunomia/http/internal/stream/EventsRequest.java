package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Query;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.util.Arrays;
import java.util.List;

/** The events that a request asks for in its query: their format, filter, fields and bounds. */
public record EventsRequest(StreamFormat format, String filter, List<String> fields, Bounds bounds) {
    /** @throws io.eunomia.http.internal.HttpProblem when a value is wrong */
    public static EventsRequest of(Exchange exchange) {
        Query query = exchange.query();
        return new EventsRequest(StreamFormat.choose(query.one("format"), exchange.request().getHeader("Accept")),
                query.one("filter").orElse(""), query.one("fields").map(EventsRequest::names).orElse(List.of()),
                new Bounds(query.number("limit", 0), query.span("duration", Bounds.LONGEST)));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /** Keeps events for server-sent events, because their reader may reconnect and wants those after the last one it saw. */
    SubscriptionOptions subscription(Exchange exchange) {
        SubscriptionOptions options = new SubscriptionOptions(exchange.caller(), filter,
                SubscriptionOptions.DEFAULT_BUFFER_BYTES);
        return format == StreamFormat.SERVER_SENT ? options.keeping() : options;
    }
}
