package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Every action is a step in a bundle's life; the extender does the rest. Actions on trackers of one name follow one
 * another; the lock is never wanted by the extender, so a shell that starts a bundle meanwhile cannot deadlock.
 */
final class ManagedTrackers implements TrackerManager {
    private final BundleContext system;
    private final TrackerStore store;
    private final TrackerRegistry registry;
    private final TrackerEngine engine;
    private final int mostTrackers;
    /** By hash of the name: two trackers may share a lock, which only makes one wait for the other. */
    private final ReentrantLock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    /** @param system the system bundle's context: what it installs outlives the runtime's bundle */
    ManagedTrackers(BundleContext system, TrackerStore store, TrackerRegistry registry, TrackerEngine engine,
            int mostTrackers) {
        this.system = system;
        this.store = store;
        this.registry = registry;
        this.engine = engine;
        this.mostTrackers = mostTrackers;
    }

    @Override
    public List<Tracker> trackers() {
        return registry.all();
    }

    @Override
    public Tracker tracker(int id) {
        return registry.get(id);
    }

    @Override
    public Optional<Tracker> find(String name) {
        return registry.find(name).map(tracker -> tracker);
    }

    @Override
    public Tracker start(PackageSource source, StartOptions options) {
        TrackerPackage trackerPackage = TrackerPackages.parse(source, options.name());
        byte[] jar = TrackerPackages.jar(trackerPackage, source.content());
        return start(trackerPackage.descriptor().name(), jar, source.origin(), options.unnamed());
    }

    private Tracker start(String name, byte[] jar, String origin, StartOptions options) {
        ReentrantLock lock = lock(name);
        try {
            Optional<TrackerBundle> existing = registry.find(name);
            if (existing.isPresent()) {
                return replace(existing.get(), jar, options);
            }
            if (registry.all().size() >= mostTrackers) {
                throw new TrackerException(Failure.of(FailureKind.TOO_LARGE, "there are " + mostTrackers
                        + " trackers already", "remove one, or raise eunomia.trackers.max"));
            }
            return install(TrackerPackages.location(name), jar, origin, options);
        } finally {
            lock.unlock();
        }
    }

    private Tracker install(String location, byte[] jar, String origin, StartOptions options) {
        TrackerStore.Entry entry = store.add(location, origin, options);
        Bundle bundle = null;
        try {
            bundle = system.installBundle(location, new ByteArrayInputStream(jar));
            bundle.start();
            return registry.get(entry.id()).orThrow();
        } catch (BundleException | RuntimeException e) {
            TrackerException failure = BundleFailures.of(e);
            if (bundle != null) {
                uninstall(bundle, failure);
            }
            store.withdraw(location, entry.id());
            throw failure;
        }
    }

    private static void uninstall(Bundle bundle, TrackerException cause) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            cause.addSuppressed(e);
        }
    }

    /** A tracker that does not run gives its place and id to the new package; a running one does not. */
    private Tracker replace(TrackerBundle old, byte[] jar, StartOptions options) {
        if (old.state() == TrackerState.RUNNING || old.state() == TrackerState.STARTING) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + old.name()
                    + "\" is running already, as " + old.id(),
                    "stop it first, or start this one under another name (--name)"));
        }
        TrackerPackage before = TrackerPackages.read(old.bundle());
        StartOptions optionsBefore = old.options();
        try {
            old.bundle().stop();
            old.bundle().update(new ByteArrayInputStream(jar));
            return start(old, options);
        } catch (BundleException | RuntimeException e) {
            TrackerException failure = BundleFailures.of(e);
            restore(old, before, optionsBefore, failure);
            throw failure;
        }
    }

    private void restore(TrackerBundle tracker, TrackerPackage before, StartOptions options, TrackerException cause) {
        try {
            tracker.bundle().stop();
            tracker.bundle().update(new ByteArrayInputStream(TrackerBundleWriter.write(before)));
            remember(tracker, options);
        } catch (BundleException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public Tracker start(int id) {
        return start(id, registry.get(id).options());
    }

    @Override
    public Tracker start(int id, StartOptions given) {
        StartOptions options = given.unnamed();
        TrackerBundle tracker = registry.get(id);
        ReentrantLock lock = lock(tracker.name());
        try {
            if (tracker.state() == TrackerState.RUNNING) {
                if (options.equals(tracker.options()) || options.equals(StartOptions.none())) {
                    return tracker;
                }
                throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name()
                        + "\" is running with other options, as " + id, "stop it first"));
            }
            return start(tracker, options);
        } catch (BundleException e) {
            throw BundleFailures.of(e);
        } finally {
            lock.unlock();
        }
    }

    private Tracker start(TrackerBundle tracker, StartOptions options) throws BundleException {
        remember(tracker, options);
        if (tracker.bundle().getState() == Bundle.ACTIVE) {
            tracker.bundle().stop();
        }
        try {
            tracker.bundle().start();
        } catch (BundleException e) {
            TrackerException failure = BundleFailures.of(e);
            tracker.fail(failure.failure());
            throw failure;
        }
        return tracker.orThrow();
    }

    private void remember(TrackerBundle tracker, StartOptions options) {
        store.options(tracker.bundle().getLocation(), options);
        tracker.options(options);
    }

    @Override
    public Tracker stop(int id) {
        TrackerBundle tracker = registry.get(id);
        ReentrantLock lock = lock(tracker.name());
        try {
            tracker.bundle().stop();
            return tracker;
        } catch (BundleException e) {
            throw BundleFailures.of(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void uninstall(int id) {
        TrackerBundle tracker = registry.get(id);
        ReentrantLock lock = lock(tracker.name());
        try {
            tracker.bundle().uninstall();
        } catch (BundleException e) {
            throw BundleFailures.of(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options) {
        return engine.planner().plan(TrackerPackages.parse(source, options.name()), options);
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source) {
        return update(id, source, registry.get(id).options());
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source, StartOptions given) {
        TrackerLifecycle lifecycle = registry.lifecycle(id);
        TrackerBundle tracker = lifecycle.tracker();
        TrackerPackage next = TrackerPackages.parse(source, tracker.name());
        byte[] jar = TrackerPackages.jar(next, source.content());
        StartOptions options = new StartOptions("", given.arguments(), given.attach(), tracker.options().exports());
        ReentrantLock lock = lock(tracker.name());
        try {
            UpdateReceipt receipt = tracker.active() == null ? BundleUpdate.exchange(tracker, jar)
                    : BundleUpdate.update(lifecycle, next, jar, options);
            remember(tracker, options);
            return receipt;
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(String name) {
        ReentrantLock lock = locks[Math.floorMod(name.hashCode(), locks.length)];
        lock.lock();
        return lock;
    }
}
