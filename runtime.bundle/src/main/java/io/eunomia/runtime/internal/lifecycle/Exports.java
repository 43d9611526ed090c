package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.enrich.Enricher;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.event.EventFormats.Watch;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.closing.Closer;
import io.eunomia.runtime.internal.export.ExportPump;
import io.eunomia.runtime.internal.export.RegisteredHandlers;
import io.eunomia.runtime.internal.export.RegisteredHandlers.Registered;
import io.eunomia.runtime.internal.export.RunningExport;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;

/** Opens the exports of one run of a tracker. Owns them and their subscriptions. */
public final class Exports implements AutoCloseable {

    private record Running(RunningExport pump, Optional<Registered> handler) {
    }

    private final RegisteredHandlers handlers;
    private final EventFormats formats;
    private final Bundle bundle;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    /** @param bundle the tracker's */
    Exports(RegisteredHandlers handlers, EventFormats formats, Bundle bundle) {
        this.handlers = handlers;
        this.formats = formats;
        this.bundle = bundle;
    }

    /**
     * Opens the exports that a start asks for.
     *
     * @throws TrackerException when there is no such handler or it refuses its settings
     */
    void open(TrackerBundle tracker, List<ExportRequest> requests) {
        for (ExportRequest request : requests) {
            Optional<Registered> handler = handler(tracker, request.handler());
            try {
                open(tracker, request, handler);
            } catch (RuntimeException e) {
                handler.ifPresent(Registered::release);
                throw e;
            }
        }
    }

    private void open(TrackerBundle tracker, ExportRequest request, Optional<Registered> handler) {
        if (request.arguments().containsKey(ExportHandler.DISPLAYS)) {
            Running one = new Running(DisplayExports.open(tracker, request, handler), handler);
            running.add(one);
            watchHandler(one);
        } else {
            openEvents(tracker, request, handler);
        }
    }

    /** Ends an export when its handler's bundle stops. One of the tracker's own bundle ends with the tracker, and gets its last events. */
    private void watchHandler(Running one) {
        one.handler().filter(found -> found.bundle() != bundle).ifPresent(found -> watches.add(found.watch(
                () -> leaves(one, "the bundle that brings its handler was stopped"))));
    }

    private void openEvents(TrackerBundle tracker, ExportRequest request, Optional<Registered> handler) {
        Map<String, String> settings = new HashMap<>(request.arguments());
        ConfirmedSubscription subscription = subscribe(tracker, options(request.handler(), settings));
        try {
            Tracker seen = EnrichedTracker.of(tracker, subscription);
            Export export = handler.filter(found -> !isFormatComing(settings))
                    .map(found -> OpenedExport.by(request.handler(), found, one -> one.open(seen, settings)))
                    .orElseGet(() -> new AwaitedExport(handlers, formats, request.handler(), seen, settings));
            Running one = new Running(new ExportPump(tracker.name() + '/' + request.handler(), subscription, export), handler);
            running.add(one);
            watchHandler(one);
            format(export).ifPresent(format -> watches.add(formats.watch(format,
                    () -> leaves(one, "the bundle that brings its format was stopped"))));
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
                .enriched(new SubscriptionOptions.Enrich(OpenedExport.names(settings.remove(ExportHandler.ENRICH)),
                        OpenedExport.names(settings.get(ExportHandler.FIELDS))));
    }

    /** Finds a handler; empty when it is one of the tracker's own bundle, which has just started and is about to bring it. */
    private Optional<Registered> handler(TrackerBundle tracker, String name) {
        Optional<Registered> found = handlers.find(name);
        if (found.isPresent() || AwaitedExport.isDeclared(tracker.bundle(), ExportHandler.NAME, name)) {
            return found;
        }
        throw new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/export_handlers",
                "there is no export handler \"" + name + '"', "there is " + String.join(", ", handlers.names())));
    }

    /** Tells whether an export asks for a format that the tracker's own bundle may be about to bring. */
    private boolean isFormatComing(Map<String, String> settings) {
        return AwaitedExport.isComing(formats, settings) && AwaitedExport.isDeclared(bundle, EventFormat.class.getName());
    }

    /** Asks for the format of an export, which may be anybody's code. */
    private static Optional<EventFormat> format(Export export) {
        try {
            return Optional.ofNullable(export.format()).flatMap(format -> format);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return Optional.empty();
        }
    }

    private void leaves(Running one, String reason) {
        if (running.remove(one)) {
            one.pump().end(reason);
        }
    }

    /** Ends the exports; each may still write the events that wait for it. */
    @Override
    public void close() {
        watches.forEach(Watch::close);
        watches.clear();
        List<Running> ending = List.copyOf(running);
        running.clear();
        new Closer().each(ending, export -> export.pump().close())
                .each(ending, export -> export.handler().ifPresent(Registered::release)).rethrow();
    }
}
