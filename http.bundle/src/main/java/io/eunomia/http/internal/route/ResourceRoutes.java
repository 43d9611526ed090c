package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The routes of documents that describe this interface. */
public final class ResourceRoutes {

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/openapi.json", Face.V1,
                        exchange -> send(exchange, ResourceRoutes.class, "/io/eunomia/http/openapi.json",
                                "application/json")),
                new Route("GET", "/api/v1/package.schema.json", Face.V1,
                        exchange -> send(exchange, TrackerPackage.class, "package.schema.json",
                                "application/schema+json")));
    }

    private static void send(Exchange exchange, Class<?> owner, String resource, String mediaType) throws IOException {
        exchange.query().refuseRest();
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the bundle of " + owner.getName() + " lacks " + resource);
            }
            exchange.answer(200, mediaType, in.readAllBytes());
        }
    }
}
