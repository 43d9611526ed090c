package io.eunomia.http.internal;

import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.guard.Gate;
import io.eunomia.http.internal.transfer.BodyBudget;
import io.eunomia.http.internal.transfer.BodyReceiver;
import io.eunomia.http.internal.transfer.Transfers;
import io.eunomia.http.internal.transfer.Workers;
import io.eunomia.http.internal.transfer.Workers.Kind;
import io.eunomia.runtime.TrackerException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the route of a request, has the gate admit it, and answers with the problem when something is wrong. The container's
 * thread does no more than that: bodies are received without a thread, and workers run the handlers. Any thread.
 */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final List<Route> routes;
    private final Gate gate;
    private final Phase phase;
    private final Transfers transfers;
    private final Workers workers;

    Router(List<Route> routes, Gate gate, Phase phase, Transfers transfers, Workers workers) {
        this.routes = List.copyOf(routes);
        this.gate = gate;
        this.phase = phase;
        this.transfers = transfers;
        this.workers = workers;
    }

    List<Route> routes() {
        return routes;
    }

    void route(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Route route = routes.stream().filter(one -> one.method().equals(method) && one.match(path).isPresent())
                .findFirst().orElse(null);
        Face face = route != null ? route.face() : Face.V1;
        Exchange exchange = new Exchange(request, response,
                route == null ? Map.of() : route.match(path).orElse(Map.of()), face, transfers);
        try {
            gate.admit(request, face != Face.OPEN);
        } catch (HttpProblem e) {
            turnAway(exchange, e);
            return;
        }
        if (face == Face.OPEN) {
            serve(exchange, route);
            return;
        }
        guarded(exchange, () -> {
            phase.requireReady();
            if (route == null) {
                throw noRoute(path, method);
            }
            route.check().handle(exchange);
            if (route.takesBody()) {
                receive(exchange, route);
            } else {
                workers.execute(route.work(), () -> guarded(exchange, () -> route.handler().handle(exchange)));
            }
        });
    }

    /** Refuses a client whose request the gate did not admit, later if it asks often, and without looking at the body. */
    private void turnAway(Exchange exchange, HttpProblem problem) {
        later(gate.patience(exchange.request(), problem), () -> exchange.refuseAndClose(problem));
    }

    /** Gives one answer per connection; otherwise a client without a token could send many requests in a row at no cost. */
    private void serve(Exchange exchange, Route route) {
        exchange.response().setHeader("Connection", "close");
        later(gate.patience(exchange.request()), () -> guarded(exchange, () -> route.handler().handle(exchange)));
    }

    private void later(Duration wait, Runnable answer) {
        if (wait.isZero()) {
            answer.run();
        } else {
            transfers.deadlines().after(wait, answer);
        }
    }

    private void receive(Exchange exchange, Route route) throws IOException {
        exchange.receive(new BodyReceiver.Taker() {
            @Override
            public void body(byte[] content, BodyBudget.Share share) {
                exchange.body(content);
                guarded(exchange, () -> {
                    try {
                        workers.execute(share.isLarge() ? Kind.LARGE : route.work(), () -> {
                            try (share) {
                                guarded(exchange, () -> route.handler().handle(exchange));
                            }
                        });
                    } catch (HttpProblem e) {
                        share.close();
                        throw e;
                    }
                });
            }

            @Override
            public void refused(HttpProblem problem) {
                exchange.refuse(problem);
            }
        });
    }

    /** An action that may be refused. */
    private interface Action {
        void run() throws IOException;
    }

    private static void guarded(Exchange exchange, Action action) {
        try {
            action.run();
        } catch (HttpProblem e) {
            exchange.refuse(e);
        } catch (TrackerException e) {
            exchange.refuse(HttpProblem.of(e.failure()));
        } catch (IOException e) {
            LOG.debug("a client left: {}", e.getMessage());
            exchange.complete();
        } catch (RuntimeException | Error e) {
            // Whatever was thrown: the client gets an answer, and the thread goes on with the next request.
            LOG.error("{} failed", exchange.request().getMethod(), e);
            exchange.refuse(new HttpProblem(500, "internal", "this is a fault of the server: " + e)
                    .hint("the server's log has more; please report it"));
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
}
