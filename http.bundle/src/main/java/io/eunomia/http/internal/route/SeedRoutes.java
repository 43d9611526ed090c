package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.control.OptionChange;
import io.eunomia.runtime.view.TrackerView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The three routes of 2022, with exactly the answers that they gave then. Programs of that time send no useful content type,
 * so none is checked; the token keeps foreign pages out.
 */
public final class SeedRoutes {
    private static final String PACKAGE = "hotupdate";
    private static final Set<String> RUNNING = Set.of(TrackerState.RUNNING.label(), TrackerState.UPDATING.label());

    private final LocalControl control;
    private final boolean allowCode;

    /** @param allowCode true to accept bundles with Java code */
    public SeedRoutes(LocalControl control, boolean allowCode) {
        this.control = control;
        this.allowCode = allowCode;
    }

    public List<Route> routes() {
        return List.of(Route.withBody("POST", "/start", Face.SEED, exchange -> { }, this::start),
                Route.withBody("POST", "/stop", Face.SEED, exchange -> { }, this::stop),
                new Route("GET", "/list", Face.SEED, this::list));
    }

    private void start(Exchange exchange) throws IOException {
        SeedRequest request = SeedRequest.read(exchange.body());
        if (request.name().isEmpty()) {
            throw HttpProblem.badRequest("/name: is missing", "the name of a tracker, or " + PACKAGE);
        }
        boolean sent = request.name().equals(PACKAGE) && !request.arguments().isEmpty();
        TrackerView tracker = sent ? startPackage(exchange, request) : startKnown(exchange, request);
        ok(exchange, "id", tracker.id());
    }

    private TrackerView startPackage(Exchange exchange, SeedRequest request) {
        PackageSource source = new PackageSource("", request.arguments().get(0), exchange.peer(), allowCode);
        return control.start(exchange.caller(), source, options(request, 1));
    }

    private TrackerView startKnown(Exchange exchange, SeedRequest request) {
        List<TrackerView> all = control.trackers(exchange.caller()).trackers();
        TrackerView known = all.stream().filter(one -> one.name().equals(request.name())).findFirst()
                .orElseThrow(() -> new HttpProblem(404, "not-found", "no tracker is called " + request.name())
                        .hint("there are: " + String.join(", ", all.stream().map(TrackerView::name).toList())
                                + "; a package is sent as the first of args with the name " + PACKAGE));
        return control.start(exchange.caller(), known.id(), new OptionChange(options(request, 0), false));
    }

    /** Reads start options from the arguments after the package, which are {@code name=value} or an object. */
    private static StartOptions options(SeedRequest request, int from) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = from; i < request.arguments().size(); i++) {
            SeedRequest.values(request.arguments().get(i), "/args/" + i, arguments);
        }
        return new StartOptions("", arguments, Map.of(), request.exports());
    }

    private void stop(Exchange exchange) throws IOException {
        control.stop(exchange.caller(), SeedRequest.read(exchange.body()).id());
        ok(exchange);
    }

    private void list(Exchange exchange) throws IOException {
        ok(exchange, "list", control.trackers(exchange.caller()).trackers().stream()
                .filter(tracker -> RUNNING.contains(tracker.state())).map(tracker -> List.of(tracker.id(), tracker.name())).toList());
    }

    private static void ok(Exchange exchange, Object... more) throws IOException {
        List<Object> answer = new ArrayList<>(List.of("status", "ok"));
        answer.addAll(List.of(more));
        exchange.json(200, answer);
    }
}
