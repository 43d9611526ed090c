package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.http.internal.stream.StreamRequest;
import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.control.LocalFlow;
import java.util.List;
import java.util.function.Function;

/** Streams events as they come: {@code /api/v1/trackers/{id}/events}. */
public final class EventsRoute {
    private final LocalControl control;
    private final EventStreams streams;

    public EventsRoute(LocalControl control, EventStreams streams) {
        this.control = control;
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(Route.following("/api/v1/trackers/{id}/events", this::events),
                Route.following("/api/v1/trackers/{id}/read", this::read));
    }

    private void events(Exchange exchange) {
        stream(exchange, streams::resumed, request -> control.events(exchange.caller(), exchange.id(), request));
    }

    /** Runs the tracker's iterators once, or one of them. */
    private void read(Exchange exchange) {
        String stream = exchange.query().one("stream").orElse("");
        stream(exchange, streams::request, request -> control.read(exchange.caller(), exchange.id(), stream, request));
    }

    private void stream(Exchange exchange, Function<Exchange, StreamRequest> reader, Function<EventRequest, LocalFlow> source) {
        if (exchange.request().getMethod().equals("HEAD")) {
            throw new HttpProblem(405, "method-not-allowed", "events have no headers to ask for alone")
                    .header("Allow", "GET");
        }
        StreamRequest request = reader.apply(exchange);
        exchange.query().refuseRest();
        control.require(exchange.id());
        streams.answer(exchange, request.format(), () -> source.apply(request.events()));
    }
}
