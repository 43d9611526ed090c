package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.http.internal.stream.StreamRequest;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.control.OptionChange;
import io.eunomia.runtime.view.RemovalView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The routes of installed trackers, {@code /api/v1/trackers} and below; installing and events have classes of their own. */
public final class TrackerRoutes {
    private static final String ALL = "/api/v1/trackers";
    private static final String ONE = ALL + "/{id}";
    private static final String COST = "cost";

    private final LocalControl control;
    private final EventStreams streams;

    public TrackerRoutes(LocalControl control, EventStreams streams) {
        this.control = control;
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", ALL, Face.V1, this::list), new Route("GET", ONE, Face.V1, this::get),
                new Route("DELETE", ONE, Face.V1, this::uninstall),
                Route.withBody("POST", ONE + "/start", Face.V1, this::checkStart, this::start),
                new Route("POST", ONE + "/stop", Face.V1, this::stop),
                new Route("GET", ONE + "/history", Face.V1, this::history),
                new Route("POST", ONE + "/rollback", Face.V1, this::rollback),
                new Route("GET", ONE + "/plan", Face.V1, this::plan),
                new Route("GET", ONE + "/stats", Face.V1, this::stats));
    }

    private void list(Exchange exchange) throws IOException {
        boolean cost = exchange.query().flag(COST);
        exchange.query().refuseRest();
        exchange.view(200, cost ? control.trackersWithCosts(exchange.caller()) : control.trackers(exchange.caller()));
    }

    private void get(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        exchange.view(200, control.tracker(exchange.caller(), exchange.id()));
    }

    private void checkStart(Exchange exchange) {
        Options.change(exchange.query());
        streams.following(exchange);
        exchange.query().refuseRest();
        control.require(exchange.id());
    }

    private void start(Exchange exchange) throws IOException {
        OptionChange options = Options.change(exchange.query(), SentForm.withoutPackage(exchange));
        Optional<StreamRequest> following = streams.following(exchange);
        if (following.isPresent()) {
            streams.answer(exchange, following.get().format(), () -> control.follow(exchange.caller(), exchange.id(), options,
                    following.get().events()).events());
        } else {
            exchange.view(200, control.start(exchange.caller(), exchange.id(), options));
        }
    }

    private void stop(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        exchange.view(200, control.stop(exchange.caller(), exchange.id()));
    }

    /** Answers with the pins if there are any; clients that expect an empty answer get one as long as nothing is left behind. */
    private void uninstall(Exchange exchange) throws IOException {
        boolean pins = exchange.query().flag("pins");
        exchange.query().refuseRest();
        RemovalView removal = control.remove(exchange.caller(), exchange.id(), pins).removal();
        if (removal.withoutPins()) {
            exchange.empty(204);
        } else {
            exchange.view(200, removal);
        }
    }

    private void history(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        exchange.view(200, control.history(exchange.caller(), exchange.id()));
    }

    private void rollback(Exchange exchange) throws IOException {
        String digest = exchange.query().one("to").orElse("");
        OptionChange options = Options.change(exchange.query());
        exchange.query().refuseRest();
        exchange.view(200, control.rollback(exchange.caller(), exchange.id(), digest, options));
    }

    private void plan(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        exchange.view(200, control.plan(exchange.caller(), exchange.id()));
    }

    private void stats(Exchange exchange) throws IOException {
        boolean cost = exchange.query().flag(COST);
        exchange.query().refuseRest();
        exchange.view(200, cost ? control.statsWithCost(exchange.caller(), exchange.id())
                : control.stats(exchange.caller(), exchange.id()));
    }
}
