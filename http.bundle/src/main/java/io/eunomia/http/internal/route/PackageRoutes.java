package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.http.internal.stream.StreamRequest;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.FollowedTracker;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.control.LocalFlow;
import io.eunomia.runtime.view.TrackerView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes that take a package: to install and start it, to replace another with it, or only to look at it. */
public final class PackageRoutes {
    /**
     * The accepted media types; the content itself tells what the package is. Types that web pages can send without asking are
     * left out, but for the form that brings the kernel's types.
     */
    private static final Set<String> TYPES = Set.of("application/json", "application/octet-stream",
            "application/java-archive", "application/zip", "application/x-elf", "application/x-object");

    private final LocalControl control;
    private final boolean allowCode;
    private final EventStreams streams;

    /** @param allowCode true to accept bundles with Java code */
    public PackageRoutes(LocalControl control, boolean allowCode, EventStreams streams) {
        this.control = control;
        this.allowCode = allowCode;
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(Route.withBody("POST", "/api/v1/trackers", Face.V1, this::check, this::install),
                Route.withBody("PUT", "/api/v1/trackers/{id}", Face.V1, this::checkUpdate, this::update),
                Route.withBody("POST", "/api/v1/plan", Face.V1, PackageRoutes::checkPlan, this::plan));
    }

    private void check(Exchange exchange) {
        Options.of(exchange.query());
        defaultName(exchange);
        adopt(exchange);
        streams.following(exchange);
        checkBody(exchange);
    }

    /** Checks a request for a plan. Only a form brings the types of the kernel, and only for those a release can be given. */
    private static void checkPlan(Exchange exchange) {
        Options.of(exchange.query());
        if (!release(exchange).isEmpty() && !SentForm.isForm(exchange)) {
            throw HttpProblem.badRequest("kernel= needs the types of that kernel",
                    "send a form: curl -F package=@FILE -F btf=@FILE");
        }
        checkBody(exchange);
    }

    private static String release(Exchange exchange) {
        return exchange.query().one("kernel").orElse("");
    }

    private void checkUpdate(Exchange exchange) {
        Options.change(exchange.query());
        exchange.query().flag("force");
        checkBody(exchange);
        control.require(exchange.id());
    }

    /** Checks that all query parameters are known, and so is the body's media type. */
    private static void checkBody(Exchange exchange) {
        defaultName(exchange);
        exchange.query().refuseRest();
        if (!TYPES.contains(exchange.mediaType()) && !SentForm.isForm(exchange)) {
            throw new HttpProblem(415, "unsupported-media-type", "a body of type \"" + exchange.mediaType()
                    + "\" is not taken").hint("send application/json for a JSON package, application/octet-stream"
                            + " for a compiled object, application/java-archive for a tracker bundle, multipart/form-data for"
                            + " a package with the kernel's types");
        }
    }

    private static String defaultName(Exchange exchange) {
        return exchange.query().one("default_name").orElse("");
    }

    private void install(Exchange exchange) throws IOException {
        SentForm sent = SentForm.withPackage(exchange);
        StartOptions options = Options.of(exchange.query()).withBtf(sent.types());
        PackageSource source = source(exchange, sent).adopting(adopt(exchange));
        Optional<StreamRequest> following = streams.following(exchange);
        if (following.isPresent()) {
            streams.answer(exchange, following.get().format(), () -> {
                FollowedTracker<LocalFlow> followed = control.follow(exchange.caller(), source, options,
                        following.get().events());
                followed.tracker().ifPresent(tracker -> installed(exchange, tracker));
                return followed.events();
            });
        } else {
            TrackerView tracker = control.start(exchange.caller(), source, options);
            installed(exchange, tracker);
            exchange.view(HttpServletResponse.SC_CREATED, tracker);
        }
    }

    private static void installed(Exchange exchange, TrackerView tracker) {
        exchange.response().setStatus(HttpServletResponse.SC_CREATED);
        exchange.response().setHeader("Location", "/api/v1/trackers/" + tracker.id());
    }

    private static boolean adopt(Exchange exchange) {
        return exchange.query().flag("adopt");
    }

    private void update(Exchange exchange) throws IOException {
        SentForm sent = SentForm.withPackage(exchange);
        exchange.view(200, control.update(exchange.caller(), exchange.id(), source(exchange, sent),
                Options.change(exchange.query(), sent), exchange.query().flag("force")));
    }

    private void plan(Exchange exchange) throws IOException {
        StartOptions options = Options.of(exchange.query());
        SentForm sent = SentForm.withPackage(exchange);
        exchange.view(200, control.plan(exchange.caller(), source(exchange, sent), options,
                sent.btf().map(types -> kernel(exchange, types))));
    }

    private static KernelSource kernel(Exchange exchange, FormParts.Part types) {
        return new KernelSource(types.fileName(), types.content(), release(exchange));
    }

    private PackageSource source(Exchange exchange, SentForm sent) {
        return new PackageSource(defaultName(exchange), sent.content(), exchange.peer(), allowCode);
    }
}
