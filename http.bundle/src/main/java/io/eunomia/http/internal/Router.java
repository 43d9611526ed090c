package io.eunomia.http.internal;

import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.guard.Guard;
import io.eunomia.runtime.TrackerException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, lets the guard look at it, and tells what went wrong. Any thread. */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final List<Route> routes;
    private final Guard guard;
    private final BodyReader bodies;

    Router(List<Route> routes, Guard guard, BodyReader bodies) {
        this.routes = List.copyOf(routes);
        this.guard = guard;
        this.bodies = bodies;
    }

    List<Route> routes() {
        return routes;
    }

    void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Route route = routes.stream().filter(one -> one.method().equals(method) && one.match(path).isPresent())
                .findFirst().orElse(null);
        Face face = route != null ? route.face() : Face.V1;
        try (BodyReader.Lease lease = bodies.lease()) {
            guard.checkOrigin(request);
            if (face != Face.OPEN) {
                guard.checkToken(request);
            }
            if (route == null) {
                throw noRoute(path, method);
            }
            Map<String, String> variables = route.match(path).orElse(Map.of());
            route.handler().handle(new Exchange(request, response, variables, lease));
        } catch (HttpProblem e) {
            refuse(request, response, e, face);
        } catch (TrackerException e) {
            refuse(request, response, HttpProblem.of(e.failure()), face);
        } catch (EOFException e) {
            LOG.debug("a client left: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", method, path, e);
            refuse(request, response, new HttpProblem(500, "internal", "this is a fault of the server: " + e)
                    .hint("the server's log has more; please report it"), face);
        }
    }

    private HttpProblem noRoute(String path, String method) {
        TreeSet<String> allowed = new TreeSet<>();
        routes.stream().filter(route -> route.match(path).isPresent()).map(Route::method).forEach(allowed::add);
        if (allowed.isEmpty()) {
            return new HttpProblem(404, "not-found", "there is nothing at " + path)
                    .hint("GET /openapi.json lists what there is");
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return new HttpProblem(405, "method-not-allowed", method + " does nothing at " + path)
                .header("Allow", String.join(", ", allowed));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpProblem problem, Face face)
            throws IOException {
        if (response.isCommitted()) {
            LOG.debug("an answer broke off: {}", problem.getMessage());
            return;
        }
        response.reset();
        problem.headers().forEach(response::setHeader);
        if (face == Face.SEED) {
            Exchange.answer(response, problem.status(), "application/json", Exchange.json(out -> {
                out.writeStartArray();
                out.writeString("status");
                out.writeString("error");
                out.writeString("message");
                out.writeString(problem.hint().isEmpty() ? problem.getMessage()
                        : problem.getMessage() + " (" + problem.hint() + ')');
                out.writeEndArray();
            }));
        } else {
            Exchange.answer(response, problem.status(), "application/problem+json",
                    Exchange.json(out -> ProblemJson.write(out, problem, request.getRequestURI())));
        }
        BodyReader.discard(request);
    }
}
