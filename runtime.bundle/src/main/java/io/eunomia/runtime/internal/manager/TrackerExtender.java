package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.engine.Failures;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every bundle with the header {@value TrackerPackages#HEADER} a tracker for as long as it is installed, and runs
 * it while it is active. Bundle trackers listen synchronously: when {@code Bundle.start()} returns, the outcome is known.
 */
final class TrackerExtender implements BundleTrackerCustomizer<TrackerBundle>, AutoCloseable {
    private static final int ALL_STATES = Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE
            | Bundle.STOPPING;
    private static final Logger LOG = LoggerFactory.getLogger(TrackerExtender.class);

    private final BundleContext context;
    private final TrackerStore store;
    private final TrackerRegistry registry;
    private final TrackerEngine engine;
    private final BundleTracker<TrackerBundle> bundles;

    TrackerExtender(BundleContext context, TrackerStore store, TrackerRegistry registry, TrackerEngine engine) {
        this.context = context;
        this.store = store;
        this.registry = registry;
        this.engine = engine;
        this.bundles = new BundleTracker<>(context, ALL_STATES, this);
    }

    void open() {
        bundles.open();
    }

    @Override
    public TrackerBundle addingBundle(Bundle bundle, BundleEvent event) {
        if (!TrackerPackages.isTracker(bundle)) {
            return null;
        }
        TrackerStore.Entry entry = store.find(bundle.getLocation()).orElseGet(
                () -> store.add(bundle.getLocation(), TrackerPackages.origin(bundle), StartOptions.none()));
        TrackerBundle tracker = describe(bundle, entry);
        registry.add(tracker);
        if (bundle.getState() == Bundle.ACTIVE) {
            tracker.activate();
        }
        return tracker;
    }

    private TrackerBundle describe(Bundle bundle, TrackerStore.Entry entry) {
        try {
            return tracker(bundle, entry, TrackerPackages.read(bundle));
        } catch (RuntimeException e) {
            LOG.warn("tracker bundle {} has no usable descriptor", bundle.getLocation(), e);
            TrackerBundle broken = tracker(bundle, entry, TrackerPackages.unreadable(bundle));
            broken.fail(Failures.of(e));
            return broken;
        }
    }

    private TrackerBundle tracker(Bundle bundle, TrackerStore.Entry entry, TrackerPackage content) {
        return new TrackerBundle(entry.id(), bundle, entry.origin(), content, entry.options(), engine, context);
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, TrackerBundle tracker) {
        switch (event.getType()) {
            case BundleEvent.STARTED -> tracker.activate();
            case BundleEvent.STOPPING -> tracker.deactivate();
            case BundleEvent.UPDATED -> redescribe(bundle, tracker);
            default -> LOG.trace("bundle {} event {}", bundle.getBundleId(), event.getType());
        }
    }

    private static void redescribe(Bundle bundle, TrackerBundle tracker) {
        try {
            tracker.content(TrackerPackages.read(bundle));
        } catch (RuntimeException e) {
            Failure failure = Failures.of(e);
            LOG.warn("the new content of tracker {} has no usable descriptor: {}", tracker.name(), failure.message());
            tracker.fail(failure);
        }
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, TrackerBundle tracker) {
        tracker.deactivate();
        registry.remove(tracker);
        // Without an event it is the extender that goes, not the bundle.
        if (event != null && event.getType() == BundleEvent.UNINSTALLED) {
            store.remove(bundle.getLocation());
        }
    }

    /** Stops all trackers; their bundles stay as they are. */
    @Override
    public void close() {
        bundles.close();
    }
}
