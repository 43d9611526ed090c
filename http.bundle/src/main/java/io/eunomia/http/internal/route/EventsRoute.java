package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Query;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.stream.EventStream;
import io.eunomia.http.internal.stream.FormatRegistry;
import io.eunomia.http.internal.stream.StreamFormat;
import io.eunomia.http.internal.stream.StreamThreads;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Events as they come: {@code /api/v1/trackers/{id}/events}. */
public final class EventsRoute {
    private final TrackerManager manager;
    private final FormatRegistry formats;
    private final StreamThreads threads;

    public EventsRoute(TrackerManager manager, FormatRegistry formats, StreamThreads threads) {
        this.manager = manager;
        this.formats = formats;
        this.threads = threads;
    }

    public List<Route> routes() {
        return List.of(Route.following("/api/v1/trackers/{id}/events", this::events),
                Route.following("/api/v1/trackers/{id}/read", this::read));
    }

    private void events(Exchange exchange) {
        Optional<EventId> after = after(exchange);
        stream(exchange, (tracker, options) -> tracker.subscribe(after.map(options::from).orElse(options)));
    }

    /** The last event that the client has seen. What a client sends by itself when it comes again goes before its address. */
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

    /** One run of its iterators, or of one. */
    private void read(Exchange exchange) {
        String stream = exchange.query().one("stream").orElse("");
        stream(exchange, (tracker, options) -> tracker.read(stream, options));
    }

    private void stream(Exchange exchange, BiFunction<Tracker, SubscriptionOptions, Subscription> source) {
        if (exchange.request().getMethod().equals("HEAD")) {
            throw new HttpProblem(405, "method-not-allowed", "events have no headers to ask for alone")
                    .header("Allow", "GET");
        }
        Query query = exchange.query();
        StreamFormat format = StreamFormat.choose(query.one("format"), exchange.request().getHeader("Accept"));
        String filter = query.one("filter").orElse("");
        List<String> fields = query.one("fields").map(EventsRoute::names).orElse(List.of());
        Bounds bounds = new Bounds(query.number("limit", 0), query.span("duration", Bounds.LONGEST));
        query.refuseRest();
        Tracker tracker = manager.tracker(exchange.id());
        threads.reserve();
        try {
            follow(exchange, options -> source.apply(tracker, options), format, filter, fields, bounds);
        } catch (RuntimeException | Error e) {
            threads.release();
            throw e;
        }
    }

    private void follow(Exchange exchange, Function<SubscriptionOptions, Subscription> source, StreamFormat format,
            String filter, List<String> fields, Bounds bounds) {
        SubscriptionOptions options = new SubscriptionOptions(exchange.peer() + ':' + exchange.request().getRemotePort(), filter,
                SubscriptionOptions.DEFAULT_BUFFER_BYTES);
        Subscription subscription = source.apply(format == StreamFormat.SERVER_SENT ? options.keeping() : options);
        try {
            EventFormat.Writer writer = formats.get(format.formatName()).newWriter(subscription.streams(), fields);
            exchange.response().setHeader("Eunomia-Epoch", subscription.epoch());
            threads.start(new EventStream(exchange, subscription, format.framing(writer, subscription.epoch()), bounds),
                    format.mediaType());
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }
}
