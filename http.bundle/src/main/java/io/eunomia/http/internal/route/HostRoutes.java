package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Phase;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.runtime.control.LocalControl;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The routes about the machine and the server themselves. */
public final class HostRoutes {
    private final LocalControl control;
    private final Phase phase;

    public HostRoutes(LocalControl control, Phase phase) {
        this.control = control;
        this.phase = phase;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/v1/kernel", Face.V1, this::kernel),
                new Route("GET", "/healthz", Face.OPEN, this::health));
    }

    private void kernel(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        exchange.view(200, control.kernel(exchange.caller()));
    }

    /** Tells only the server's phase, because it answers clients without a token. */
    private void health(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        String word = phase.word();
        exchange.json(word.equals("ok") ? 200 : 503, Map.of("status", word));
    }
}
