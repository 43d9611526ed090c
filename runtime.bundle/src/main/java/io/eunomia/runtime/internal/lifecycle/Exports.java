package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.enrich.Enricher;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.closing.Closer;
import io.eunomia.runtime.internal.export.ExportPump;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** Opens the exports of one run of a tracker. Owns them and their subscriptions. */
public final class Exports implements AutoCloseable {

    private record Running(ExportPump pump, Optional<ServiceReference<ExportHandler>> handler) {
    }

    private final BundleContext context;
    private final Bundle bundle;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    /** Ends exports whose handler goes, while it still works. */
    private final ServiceListener leaving = this::leaves;

    /** @param context of the runtime's bundle @param bundle the tracker's */
    Exports(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
    }

    /**
     * Opens the exports that a start asks for.
     *
     * @throws TrackerException when there is no such handler or it refuses its settings
     */
    void open(TrackerBundle tracker, List<ExportRequest> requests) {
        if (!requests.isEmpty()) {
            context.addServiceListener(leaving);
        }
        for (ExportRequest request : requests) {
            Optional<ServiceReference<ExportHandler>> reference = handler(tracker, request.handler());
            try {
                open(tracker, request, reference);
            } catch (RuntimeException e) {
                reference.ifPresent(context::ungetService);
                throw e;
            }
        }
    }

    private void open(TrackerBundle tracker, ExportRequest request,
            Optional<ServiceReference<ExportHandler>> reference) {
        Map<String, String> settings = new HashMap<>(request.arguments());
        ConfirmedSubscription subscription = subscribe(tracker, options(request.handler(), settings));
        try {
            Tracker seen = EnrichedTracker.of(tracker, subscription);
            Export export = reference.map(handler -> opened(seen, request.handler(), handler, settings))
                    .orElseGet(() -> new AwaitedExport(context, request.handler(), seen, settings));
            running.add(new Running(new ExportPump(tracker.name() + '/' + request.handler(), subscription, export),
                    reference));
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    /**
     * Subscribes an export. An enricher of the tracker's own bundle cannot serve it: exports are there before the first event,
     * and whoever runs the bundle's components is told of its start only after this.
     */
    private static ConfirmedSubscription subscribe(TrackerBundle tracker, SubscriptionOptions options) {
        try {
            return tracker.export(options);
        } catch (TrackerException e) {
            boolean own = options.enrich().enrichers().stream()
                    .anyMatch(name -> AwaitedExport.isDeclared(tracker.bundle(), Enricher.NAME, name));
            throw !own ? e : new TrackerException(Failure.at(e.failure().kind(), "/export_handlers", e.failure().message(),
                    "the tracker's own bundle brings it, but only after its exports are open: follow the events with it, or put"
                            + " the enricher into a bundle of its own"), e);
        }
    }

    /** Takes the settings out that are for the runtime, and says by them which events an export gets. */
    private static SubscriptionOptions options(String handler, Map<String, String> settings) {
        String filter = settings.remove(ExportHandler.FILTER);
        return new SubscriptionOptions("export " + handler, filter == null ? "" : filter,
                SubscriptionOptions.DEFAULT_BUFFER_BYTES).keeping()
                .enriched(new SubscriptionOptions.Enrich(names(settings.remove(ExportHandler.ENRICH)),
                        names(settings.get(ExportHandler.FIELDS))));
    }

    private static List<String> names(String list) {
        return list == null ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /**
     * Opens one export. Its handler may come from anybody's bundle, so whatever it throws is reported as the handler's
     * fault.
     */
    private Export opened(Tracker tracker, String name, ServiceReference<ExportHandler> reference,
            Map<String, String> settings) {
        try {
            ExportHandler handler = context.getService(reference);
            Export export = handler == null ? null : handler.open(tracker, settings);
            if (export != null) {
                return export;
            }
            throw failed(name, reference, handler == null ? "has gone" : "opened nothing", null);
        } catch (TrackerException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw failed(name, reference, "failed: " + e, e);
        }
    }

    private static TrackerException failed(String name, ServiceReference<ExportHandler> reference, String what,
            Throwable cause) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/export_handlers",
                "the export handler \"" + name + "\" of " + reference.getBundle() + ' ' + what,
                "start the tracker without it, or mend the handler"), cause);
    }

    /** Finds a handler; empty when it is one of the tracker's own bundle, which has just started and is about to bring it. */
    private Optional<ServiceReference<ExportHandler>> handler(TrackerBundle tracker, String name) {
        try {
            Collection<ServiceReference<ExportHandler>> all = context.getServiceReferences(ExportHandler.class, null);
            TreeSet<String> names = new TreeSet<>();
            for (ServiceReference<ExportHandler> reference : all) {
                if (name.equals(reference.getProperty(ExportHandler.NAME))) {
                    return Optional.of(reference);
                }
                names.add(String.valueOf(reference.getProperty(ExportHandler.NAME)));
            }
            if (AwaitedExport.isDeclared(tracker.bundle(), ExportHandler.NAME, name)) {
                return Optional.empty();
            }
            throw new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/export_handlers",
                    "there is no export handler \"" + name + '"', "there is " + String.join(", ", names)));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    private void leaves(ServiceEvent event) {
        if (event.getType() != ServiceEvent.UNREGISTERING) {
            return;
        }
        for (Running one : running) {
            boolean own = one.handler().isPresent() && one.handler().get().getBundle() == bundle;
            // One of the tracker's own bundle ends with the tracker, and gets its last events.
            if (one.handler().isPresent() && one.handler().get().equals(event.getServiceReference()) && !own
                    && running.remove(one)) {
                one.pump().end("the bundle that brings its handler was stopped");
            }
        }
    }

    /** Ends the exports; each may still write the events that wait for it. */
    @Override
    public void close() {
        context.removeServiceListener(leaving);
        List<Running> ending = List.copyOf(running);
        running.clear();
        new Closer().each(ending, export -> export.pump().close())
                .each(ending, export -> export.handler().ifPresent(context::ungetService)).rethrow();
    }
}
