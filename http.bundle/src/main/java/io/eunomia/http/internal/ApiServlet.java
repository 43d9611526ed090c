package io.eunomia.http.internal;

import io.eunomia.http.internal.guard.Gate;
import io.eunomia.http.internal.route.DisplayRoutes;
import io.eunomia.http.internal.route.EventsRoute;
import io.eunomia.http.internal.route.HostRoutes;
import io.eunomia.http.internal.route.MetricsRoute;
import io.eunomia.http.internal.route.PackageRoutes;
import io.eunomia.http.internal.route.ResourceRoutes;
import io.eunomia.http.internal.route.SeedRoutes;
import io.eunomia.http.internal.route.TrackerRoutes;
import io.eunomia.http.internal.stream.EventStreams;
import io.eunomia.http.internal.stream.StreamFormats;
import io.eunomia.http.internal.stream.StreamThreads;
import io.eunomia.http.internal.transfer.BodyBudget;
import io.eunomia.http.internal.transfer.Deadlines;
import io.eunomia.http.internal.transfer.Transfers;
import io.eunomia.http.internal.transfer.Turns;
import io.eunomia.http.internal.transfer.Workers;
import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.metric.MetricsPage;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The servlet of all paths: it serves unknown paths too, so that the gate sees requests for those as well. */
@Component(service = Servlet.class, configurationPid = {StateConfiguration.PID, HttpConfiguration.PID})
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardContextSelect("(" + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + ApiContext.NAME + ")")
@HttpWhiteboardServletAsyncSupported
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Router router;
    private final transient StreamThreads streams;
    private final transient Transfers transfers;
    private final transient Workers workers = new Workers();
    /** The bundle that writes metrics may come and go. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile MetricsPage metrics;

    @Activate
    public ApiServlet(BundleContext bundle, HttpConfiguration given, StateConfiguration state, @Reference TrackerManager manager,
            @Reference KernelReport kernel, @Reference EventFormats formats) {
        this(bundle, Settings.of(given, state, bundle::getProperty, System.getenv()), manager, kernel, formats);
    }

    ApiServlet(BundleContext bundle, Settings settings, TrackerManager manager, KernelReport kernel, EventFormats formats) {
        streams = new StreamThreads(settings.streams());
        Phase phase = new Phase(bundle);
        transfers = new Transfers(new BodyBudget(settings.bodyBytes(), settings.uploads(), settings.bodyTime()),
                new Deadlines(), new Turns());
        StreamFormats sent = new StreamFormats(formats);
        router = new Router(routes(new LocalControl(manager, kernel, formats, sent::writing), settings.allowCode(),
                new EventStreams(streams, sent), phase, () -> Optional.ofNullable(metrics)), new Gate(settings, transfers.deadlines()), phase, transfers, workers);
    }

    private static List<Route> routes(LocalControl control, boolean allowCode, EventStreams events, Phase phase,
            Supplier<Optional<MetricsPage>> metrics) {
        return Stream.of(new SeedRoutes(control, allowCode).routes(), new TrackerRoutes(control, events).routes(),
                new PackageRoutes(control, allowCode, events).routes(), new EventsRoute(control, events).routes(),
                new DisplayRoutes(control, events).routes(), new MetricsRoute(metrics).routes(),
                new HostRoutes(control, phase).routes(), new ResourceRoutes().routes()).flatMap(List::stream).toList();
    }

    /** The routes that are served; a test compares them with openapi.json. */
    List<Route> routes() {
        return router.routes();
    }

    @Deactivate
    public void close() {
        streams.close();
        workers.close();
        transfers.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        router.route(request, response);
    }
}
