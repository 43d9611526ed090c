package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.http.internal.stream.EventsRequest;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The routes of installed trackers, {@code /api/v1/trackers} and below; installing and events have classes of their own. */
public final class TrackerRoutes {
    private static final String ALL = "/api/v1/trackers";
    private static final String ONE = ALL + "/{id}";

    private final TrackerManager manager;
    private final EventStreams streams;

    public TrackerRoutes(TrackerManager manager, EventStreams streams) {
        this.manager = manager;
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", ALL, Face.V1, this::list), new Route("GET", ONE, Face.V1, this::get),
                new Route("DELETE", ONE, Face.V1, this::uninstall),
                Route.withBody("POST", ONE + "/start", Face.V1, this::checkStart, this::start),
                new Route("POST", ONE + "/stop", Face.V1, this::stop),
                new Route("GET", ONE + "/history", Face.V1, this::history),
                new Route("POST", ONE + "/rollback", Face.V1, this::rollback),
                new Route("GET", ONE + "/stats", Face.V1, this::stats));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        List<Tracker> trackers = manager.trackers();
        exchange.json(200, out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("trackers");
            for (Tracker tracker : trackers) {
                TrackerJson.write(out, tracker);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private void get(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        show(exchange, manager.tracker(exchange.id()));
    }

    private void checkStart(Exchange exchange) {
        Options.given(exchange.query());
        Following.of(exchange);
        exchange.query().refuseRest();
        manager.tracker(exchange.id());
    }

    private void start(Exchange exchange) throws IOException {
        Optional<StartOptions> options = Options.given(exchange.query(), SentForm.withoutPackage(exchange).types(),
                manager.tracker(exchange.id()));
        TrackerManager his = manager.by(exchange.caller());
        Optional<EventsRequest> following = Following.of(exchange);
        if (following.isPresent()) {
            streams.follow(exchange, following.get(), first -> his.start(exchange.id(), options, first));
            return;
        }
        show(exchange, options.isPresent() ? his.start(exchange.id(), options.get()) : his.start(exchange.id()));
    }

    private void stop(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        show(exchange, manager.by(exchange.caller()).stop(exchange.id()));
    }

    /** Answers with the pins if there are any; clients that expect an empty answer get one as long as nothing is left behind. */
    private void uninstall(Exchange exchange) throws IOException {
        boolean pins = exchange.query().flag("pins");
        exchange.query().refuseRest();
        Removal removal = manager.by(exchange.caller()).remove(exchange.id(), pins);
        if (removal.equals(Removal.withoutPins())) {
            exchange.empty(204);
        } else {
            exchange.json(200, out -> RemovalJson.write(out, removal));
        }
    }

    private void history(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        List<KeptPackage> packages = manager.tracker(exchange.id()).history();
        exchange.json(200, out -> HistoryJson.write(out, packages));
    }

    private void rollback(Exchange exchange) throws IOException {
        String digest = exchange.query().one("to").orElse("");
        UpdateOptions how = new UpdateOptions(Options.given(exchange.query()), true);
        exchange.query().refuseRest();
        UpdateReceipt receipt = manager.by(exchange.caller()).rollback(exchange.id(), digest, how);
        exchange.json(200, out -> UpdateJson.write(out, receipt));
    }

    private void stats(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        TrackerStats stats = manager.tracker(exchange.id()).stats();
        exchange.json(200, out -> StatsJson.write(out, stats));
    }

    private static void show(Exchange exchange, Tracker tracker) throws IOException {
        exchange.json(200, out -> TrackerJson.write(out, tracker));
    }
}
