package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.engine.Failures;
import io.eunomia.runtime.internal.store.TrackerRecord;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every bundle with the header {@value TrackerPackages#HEADER} a tracker for as long as it is installed, and runs
 * it while it is active. Bundle trackers listen synchronously: when {@code Bundle.start()} returns, the outcome is known.
 */
public final class TrackerExtender implements BundleTrackerCustomizer<TrackerLifecycle>, AutoCloseable {
    private static final int ALL_STATES = Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE
            | Bundle.STOPPING;
    private static final Logger LOG = LoggerFactory.getLogger(TrackerExtender.class);

    private final TrackerEnvironment environment;
    private final TrackerRegistry registry;
    private final BundleTracker<TrackerLifecycle> bundles;

    public TrackerExtender(TrackerEnvironment environment, TrackerRegistry registry) {
        this.environment = environment;
        this.registry = registry;
        this.bundles = new BundleTracker<>(environment.context(), ALL_STATES, this);
    }

    public void open() {
        bundles.open();
    }

    @Override
    public TrackerLifecycle addingBundle(Bundle bundle, BundleEvent event) {
        if (!TrackerPackages.isTracker(bundle)) {
            return null;
        }
        Optional<TrackerRecord> known = environment.store().find(bundle.getLocation());
        TrackerRecord entry = known.orElseGet(
                () -> environment.store().add(TrackerPackages.record(bundle)));
        TrackerLifecycle lifecycle = describe(bundle, entry);
        registry.add(lifecycle);
        if (entry.mark() == TrackerRecord.Mark.LOST) {
            lifecycle.tracker().lost();
        } else if (bundle.getState() == Bundle.ACTIVE) {
            lifecycle.bundleStarted();
        } else if (known.isPresent() && event == null && lifecycle.tracker().failure().isEmpty()) {
            // The bundle was here before the runtime, and somebody had stopped it.
            lifecycle.tracker().enter(TrackerState.STOPPED);
            if (entry.stopped()) {
                lifecycle.forgetContent();
            }
        }
        return lifecycle;
    }

    private TrackerLifecycle describe(Bundle bundle, TrackerRecord entry) {
        try {
            TrackerPackage content = environment.contents().read(bundle);
            return lifecycle(bundle, entry, content.descriptor(), content);
        } catch (RuntimeException e) {
            LOG.warn("tracker bundle {} cannot be used: {}", bundle.getLocation(), e.getMessage());
            TrackerLifecycle broken = lifecycle(bundle, entry, TrackerPackages.unreadable(bundle), null);
            broken.tracker().fail(Failures.of(e));
            return broken;
        }
    }

    private TrackerLifecycle lifecycle(Bundle bundle, TrackerRecord entry, Descriptor descriptor, TrackerPackage content) {
        TrackerBundle tracker = new TrackerBundle(entry, bundle, descriptor, environment.engine().newHub(environment.enrichers()));
        return new TrackerLifecycle(tracker, content, environment);
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, TrackerLifecycle lifecycle) {
        switch (event.getType()) {
            case BundleEvent.STARTING -> lifecycle.bundleStarting();
            case BundleEvent.STARTED -> {
                noteWanted(bundle);
                lifecycle.bundleStarted();
            }
            case BundleEvent.STOPPING -> {
                noteWanted(bundle);
                lifecycle.bundleStopping();
            }
            case BundleEvent.UPDATED -> lifecycle.bundleUpdated();
            default -> LOG.trace("bundle {} event {}", bundle.getBundleId(), event.getType());
        }
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, TrackerLifecycle lifecycle) {
        // Without an event it is the extender that closes, not the bundle that goes.
        if (event == null) {
            lifecycle.leave();
        } else {
            lifecycle.stop();
        }
        registry.remove(lifecycle);
        if (event != null && event.getType() == BundleEvent.UNINSTALLED) {
            environment.store().remove(bundle.getLocation());
        }
    }

    /**
     * Notes in the store whether whoever started or stopped the bundle wants it to run. What the framework does by itself
     * does not count: at its start, at its end, and while it updates or removes the bundle.
     */
    private void noteWanted(Bundle bundle) {
        if (!environment.frameworkEnds() && !BundleActions.hasCode(bundle) && !FrameworkCall.updates()
                && !FrameworkCall.removes()) {
            environment.store().stopped(bundle.getLocation(), !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted());
        }
    }

    /** Stops all trackers; their bundles stay as they are. */
    @Override
    public void close() {
        bundles.close();
    }
}
