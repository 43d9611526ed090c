package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.http.internal.stream.EventsRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Streams events as they come: {@code /api/v1/trackers/{id}/events}. */
public final class EventsRoute {
    private final TrackerManager manager;
    private final EventStreams streams;

    public EventsRoute(TrackerManager manager, EventStreams streams) {
        this.manager = manager;
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(Route.following("/api/v1/trackers/{id}/events", this::events),
                Route.following("/api/v1/trackers/{id}/read", this::read));
    }

    private void events(Exchange exchange) {
        Optional<EventId> after = after(exchange);
        stream(exchange, (tracker, options) -> tracker.subscribe(after.map(options::from).orElse(options)));
    }

    /** The last event that the client has seen. The header that a reconnecting client sends by itself goes before the query. */
    private static Optional<EventId> after(Exchange exchange) {
        String header = exchange.request().getHeader("Last-Event-ID");
        Optional<String> asked = exchange.query().one("from");
        try {
            return Optional.ofNullable(header).filter(id -> !id.isEmpty()).or(() -> asked).map(EventId::parse);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest((header == null ? "the query parameter from: " : "the header Last-Event-ID: ")
                    + e.getMessage(), "it is what a server-sent event has as its id");
        }
    }

    /** Runs the tracker's iterators once, or one of them. */
    private void read(Exchange exchange) {
        String stream = exchange.query().one("stream").orElse("");
        stream(exchange, (tracker, options) -> tracker.read(stream, options));
    }

    private void stream(Exchange exchange, BiFunction<Tracker, SubscriptionOptions, Subscription> source) {
        if (exchange.request().getMethod().equals("HEAD")) {
            throw new HttpProblem(405, "method-not-allowed", "events have no headers to ask for alone")
                    .header("Allow", "GET");
        }
        EventsRequest request = EventsRequest.of(exchange);
        exchange.query().refuseRest();
        Tracker tracker = manager.tracker(exchange.id());
        streams.answer(exchange, request, options -> source.apply(tracker, options));
    }
}
