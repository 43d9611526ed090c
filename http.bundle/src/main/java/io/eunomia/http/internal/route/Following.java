package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.stream.EventsRequest;
import java.util.Optional;

/** Reads the query parameter {@code follow} of requests that start a tracker: the answer is its events from the first on. */
final class Following {

    private Following() {
    }

    /** @return the requested form of the events, empty when events are not asked for */
    static Optional<EventsRequest> of(Exchange exchange) {
        return exchange.query().flag("follow") ? Optional.of(EventsRequest.of(exchange)) : Optional.empty();
    }
}
