package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.runtime.metric.MetricsPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The route of the metrics that another bundle writes. */
public final class MetricsRoute {
    private final Supplier<Optional<MetricsPage>> page;

    /** @param page empty while there is none */
    public MetricsRoute(Supplier<Optional<MetricsPage>> page) {
        this.page = page;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/metrics", Face.V1, this::write));
    }

    private void write(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        MetricsPage found = page.get().orElseThrow(() -> new HttpProblem(404, "not-found", "this runtime has no metrics")
                .hint("they are those of the bundle io.eunomia.metrics, which has to be installed and started"));
        String accept = exchange.request().getHeader("Accept");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        found.write(accept, out);
        exchange.answer(200, found.mediaType(accept), out.toByteArray());
    }
}
