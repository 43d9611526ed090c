package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Query;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventFormat;
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

    /**
     * Keeps events for server-sent events, because their reader may reconnect and wants those after the last one it saw. A
     * stream with a bound on its events is written for itself, because text is handed over in pieces of many events.
     */
    SubscriptionOptions subscription(Exchange exchange, EventFormat written) {
        return bounds.events() > 0 ? records(exchange) : records(exchange).as(written, fields);
    }

    /**
     * Returns how the first reader of a tracker that is about to start subscribes. Which fields there are is known only
     * afterwards, so a reader who chooses some gets a text of its own.
     */
    SubscriptionOptions first(Exchange exchange, EventFormat written) {
        return fields.isEmpty() ? subscription(exchange, written) : records(exchange);
    }

    private SubscriptionOptions records(Exchange exchange) {
        SubscriptionOptions options = new SubscriptionOptions(exchange.caller(), filter,
                SubscriptionOptions.DEFAULT_BUFFER_BYTES);
        return format == StreamFormat.SERVER_SENT ? options.keeping() : options;
    }
}
