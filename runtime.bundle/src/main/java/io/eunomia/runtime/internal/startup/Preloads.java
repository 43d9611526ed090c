package io.eunomia.runtime.internal.startup;

import io.eunomia.runtime.internal.lifecycle.TrackerLifecycle;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Loads the trackers whose bundles the framework will start at a higher start level than it has reached, as many at a time
 * as there are processors: the framework starts bundles one after the other. A bundle that starts takes the loaded version,
 * or loads it itself if loading had not begun. Versions that no bundle has taken when the last level is reached, for
 * instance because the bundle could not be resolved, are unloaded.
 */
public final class Preloads implements FrameworkListener, AutoCloseable {
    /** More threads would only wait for each other, in the kernel and for the JVM's classes. */
    private static final int MOST_THREADS = 4;

    private final BundleContext system;
    private final List<TrackerLifecycle> waiting;
    private final int level;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean closed;

    private Preloads(BundleContext system, List<TrackerLifecycle> waiting) {
        this.system = system;
        this.waiting = waiting;
        this.level = waiting.stream().mapToInt(Preloads::level).max().orElse(0);
    }

    /** @param trackers in the order in which they are loaded */
    public static Preloads of(BundleContext context, List<TrackerLifecycle> trackers) {
        BundleContext system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        int reached = system.getBundle().adapt(FrameworkStartLevel.class).getStartLevel();
        Preloads starts = new Preloads(system, trackers.stream()
                .filter(tracker -> isToStart(tracker.tracker().bundle()) && level(tracker) > reached).toList());
        if (!starts.waiting.isEmpty()) {
            system.addFrameworkListener(starts);
            starts.begin(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        }
        return starts;
    }

    private void begin(int threads) {
        for (int i = 0; i < threads && i < waiting.size(); i++) {
            Thread thread = new Thread(this::load, "eunomia-ahead-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static boolean isToStart(Bundle bundle) {
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private static int level(TrackerLifecycle tracker) {
        return tracker.tracker().bundle().adapt(BundleStartLevel.class).getStartLevel();
    }

    private void load() {
        for (int i = next.getAndIncrement(); i < waiting.size() && !closed; i = next.getAndIncrement()) {
            waiting.get(i).preload().load();
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED
                && system.getBundle().adapt(FrameworkStartLevel.class).getStartLevel() >= level) {
            system.removeFrameworkListener(this);
            end();
        }
    }

    private void end() {
        closed = true;
        waiting.forEach(each -> each.preload().end());
    }

    /** Unloads everything that no bundle has taken, and returns when that is done. */
    @Override
    public void close() {
        if (!waiting.isEmpty()) {
            system.removeFrameworkListener(this);
            end();
        }
    }
}
