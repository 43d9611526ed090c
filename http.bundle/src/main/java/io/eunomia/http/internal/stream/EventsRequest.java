package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Query;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What the query of a request says of the events it wants. */
public record EventsRequest(StreamFormat format, String filter, List<String> fields, StreamLimits limits) {
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    /** @throws io.eunomia.http.internal.HttpProblem when a value is wrong */
    public static EventsRequest of(Exchange exchange) {
        Query query = exchange.query();
        return new EventsRequest(StreamFormat.choose(query.one("format"), exchange.request().getHeader("Accept")),
                query.one("filter").orElse(""), query.one("fields").map(EventsRequest::names).orElse(List.of()),
                new StreamLimits(query.number("limit", 0), Duration.ofSeconds(
                        Math.min(LONGEST_SECONDS, query.number("duration", LONGEST_SECONDS)))));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    SubscriptionOptions subscription(Exchange exchange) {
        return new SubscriptionOptions(exchange.caller(), filter, SubscriptionOptions.DEFAULT_BUFFER_BYTES);
    }
}
