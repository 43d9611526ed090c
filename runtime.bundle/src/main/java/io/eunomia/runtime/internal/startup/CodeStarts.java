package io.eunomia.runtime.internal.startup;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.lifecycle.TrackerBundle;
import io.eunomia.runtime.internal.lifecycle.TrackerLifecycle;
import io.eunomia.runtime.internal.lifecycle.TrackerRegistry;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the trackers with Java code that ran when the daemon ended, each on a thread of its own: the framework starts
 * bundles one after the other, and one whose code blocks would hold all that follow. The framework also waits for such a
 * bundle before it goes to another start level, so they start only when the last level is reached.
 */
public final class CodeStarts implements FrameworkListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CodeStarts.class);

    /** Framework property: the start level at which every bundle that starts by itself has started. */
    private static final String LAST_LEVEL = "eunomia.level.last";

    private final BundleContext system;
    private final TrackerManager manager;
    private List<TrackerBundle> waiting;

    private CodeStarts(BundleContext system, TrackerManager manager, List<TrackerBundle> waiting) {
        this.system = system;
        this.manager = manager;
        this.waiting = waiting;
    }

    public static CodeStarts of(BundleContext context, TrackerManager manager, TrackerStore store, TrackerRegistry registry) {
        BundleContext system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        CodeStarts starts = new CodeStarts(system, manager, registry.lifecycles().stream().map(TrackerLifecycle::tracker)
                .filter(tracker -> BundleActions.hasCode(tracker.bundle()) && tracker.failure().isEmpty()
                        && tracker.bundle().getState() != Bundle.ACTIVE
                        && !store.stopped(tracker.bundle().getLocation())).toList());
        if (!starts.waiting.isEmpty()) {
            starts.waiting.forEach(tracker -> tracker.enter(TrackerState.STARTING));
            system.addFrameworkListener(starts);
            starts.begin();
        }
        return starts;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED || event.getType() == FrameworkEvent.STARTED) {
            begin();
        }
    }

    private synchronized void begin() {
        String last = system.getProperty(LAST_LEVEL);
        if (system.getBundle().getState() != Bundle.ACTIVE
                || system.getBundle().adapt(FrameworkStartLevel.class).getStartLevel() < (last == null ? 1 : Integer.parseInt(last))) {
            return;
        }
        List<TrackerBundle> due = waiting;
        waiting = List.of();
        for (TrackerBundle tracker : due) {
            Thread thread = new Thread(() -> start(tracker), "eunomia-start-" + tracker.id());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void start(TrackerBundle tracker) {
        try {
            manager.start(tracker.id());
        } catch (TrackerException e) {
            LOG.error("tracker {} ({}) does not run: {}", tracker.name(), tracker.id(), e.failure().message());
        }
    }

    @Override
    public void close() {
        system.removeFrameworkListener(this);
    }
}
