package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Query;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.runtime.control.DisplayRequest;
import io.eunomia.runtime.control.EventFlow;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.FlamePage;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.EventDrain.Bounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a tracker knows beside its events: {@code /api/v1/trackers/{id}/displays} and below. */
public final class DisplayRoutes {
    private static final String ALL = "/api/v1/trackers/{id}/displays";
    private static final Map<DisplayFormat, String> TYPES = Map.of(DisplayFormat.JSON, "application/json", DisplayFormat.CSV,
            "text/csv;charset=utf-8", DisplayFormat.PLAIN, "text/plain;charset=utf-8", DisplayFormat.COLLAPSED, "text/plain;charset=utf-8", DisplayFormat.SVG,
            "image/svg+xml;charset=utf-8");

    private final LocalControl control;
    private final EventStreams streams;

    public DisplayRoutes(LocalControl control, EventStreams streams) {
        this.control = control;
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", ALL, Face.V1, this::list), Route.following(ALL + "/{display}", this::display));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        exchange.view(200, control.displays(exchange.caller(), exchange.id()));
    }

    private void display(Exchange exchange) throws IOException {
        Query query = exchange.query();
        DisplayFormat format = format(exchange);
        Optional<Duration> interval = query.one("interval").map(text -> interval(query));
        Bounds bounds = new Bounds(query.number("limit", 0), query.span("duration", Bounds.LONGEST));
        int width = query.width(DisplayRequest.DEFAULT_WIDTH);
        RowOrder order = RowOrder.of(query.one("sort").orElse(""), Math.min(Integer.MAX_VALUE, query.number("top", 0)));
        boolean pages = query.flag("pages");
        query.refuseRest();
        control.require(exchange.id());
        DisplayRequest request = new DisplayRequest(format, interval, bounds, width, interval.isEmpty(), order, pages);
        if (interval.isPresent()) {
            String type = format == DisplayFormat.JSON ? "application/x-ndjson;charset=utf-8" : TYPES.get(format);
            streams.answer(exchange, type, () -> control.display(exchange.caller(), exchange.id(), exchange.variable("display"), request));
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (EventFlow flow = control.display(exchange.caller(), exchange.id(), exchange.variable("display"), request)) {
            flow.writeTo(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpProblem(503, "stopping", "the server is stopping");
        }
        if (format == DisplayFormat.SVG) {
            // Names in the picture are whatever programs are called; a browser is to run our script and nothing else.
            exchange.response().setHeader("Content-Security-Policy", FlamePage.load().policy());
        }
        exchange.answer(200, TYPES.get(format), text.toByteArray());
    }

    private static Duration interval(Query query) {
        Duration interval = query.span("interval", Duration.ZERO);
        if (interval.compareTo(DisplayInfo.SHORTEST_INTERVAL) < 0) {
            throw HttpProblem.badRequest("interval is less than " + DisplayInfo.SHORTEST_INTERVAL.toMillis() + "ms", "interval=1s");
        }
        return interval;
    }

    private static DisplayFormat format(Exchange exchange) {
        Optional<String> asked = exchange.query().one("format");
        if (asked.isPresent()) {
            return DisplayFormat.of(asked.get()).orElseThrow(() -> HttpProblem.badRequest("unknown format \"" + asked.get() + '"',
                    "known: " + String.join(", ", DisplayFormat.labels())));
        }
        String accept = String.valueOf(exchange.request().getHeader("Accept")).toLowerCase(Locale.ROOT);
        return accept.startsWith("image/svg+xml") ? DisplayFormat.SVG : accept.startsWith("text/csv") ? DisplayFormat.CSV : accept.startsWith("text/plain") ? DisplayFormat.PLAIN
                : DisplayFormat.JSON;
    }
}
