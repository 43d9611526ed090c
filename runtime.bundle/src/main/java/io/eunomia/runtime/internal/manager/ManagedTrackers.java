package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.engine.Ending;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.engine.TypesCheck;
import io.eunomia.runtime.internal.manager.BundleContents.Kept;
import io.eunomia.runtime.internal.store.PackageDigest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;

/**
 * Every action is a step in a bundle's life; the extender does the rest. Actions on trackers of one name follow one
 * another; the lock is never wanted by the extender, so a shell that starts a bundle meanwhile cannot deadlock.
 */
final class ManagedTrackers implements TrackerManager {
    private final TrackerRegistry registry;
    private final Installations installations;
    private final BundleContents contents;
    private final TrackerEngine engine;
    private final int mostTrackers;
    /** By hash of the name: two trackers may share a lock, which only makes one wait for the other. */
    private final ReentrantLock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    ManagedTrackers(Installations installations, BundleContents contents, TrackerRegistry registry, TrackerEngine engine,
            int mostTrackers) {
        this.installations = installations;
        this.contents = contents;
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
        NewPackage given = new NewPackage(TrackerPackages.parse(source, options.name()), source);
        StartOptions wanted = checked(options, StartOptions.none());
        engine.requireKernel(given.content(), wanted);
        ReentrantLock lock = lock(given.name());
        try {
            Optional<TrackerBundle> existing = registry.find(given.name());
            if (existing.isPresent()) {
                return take(existing.get(), given, wanted);
            }
            if (registry.all().size() >= mostTrackers) {
                throw new TrackerException(Failure.of(FailureKind.TOO_LARGE, "there are " + mostTrackers
                        + " trackers already", "remove one, or raise eunomia.trackers.max"));
            }
            return installations.install(given, wanted);
        } finally {
            lock.unlock();
        }
    }

    /** The name is taken. */
    private Tracker take(TrackerBundle tracker, NewPackage given, StartOptions options) {
        boolean owned = tracker.origin().equals(given.owner());
        if (!owned && !given.source().adopt()) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name() + "\" exists already, as "
                    + tracker.id() + " (" + tracker.source() + "), and belongs to " + tracker.origin(),
                    "give the package another name, remove the other tracker, or take it over: --adopt (HTTP: adopt=true,"
                            + " configuration: adopt = true, watch_adopt = true)"));
        }
        if (tracker.state() != TrackerState.RUNNING && tracker.state() != TrackerState.STARTING) {
            return installations.replace(tracker, given, options);
        }
        if (owned) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name()
                    + "\" is running already, as " + tracker.id(),
                    "stop it first, or start this one under another name (--name)"));
        }
        installations.update(registry.lifecycle(tracker.id()), given, options);
        installations.own(tracker, given);
        return tracker;
    }

    @Override
    public Tracker start(int id) {
        return alone(id, lifecycle -> start(lifecycle.tracker(), lifecycle.tracker().options()));
    }

    @Override
    public Tracker start(int id, StartOptions given) {
        return alone(id, lifecycle -> start(lifecycle.tracker(), checked(given, lifecycle.tracker()
                .options())));
    }

    /** @param before options whose types have been looked at */
    private static StartOptions checked(StartOptions given, StartOptions before) {
        return given.btf().equals(before.btf()) ? given.unnamed()
                : given.unnamed().withBtf(given.btf().map(TypesCheck::checked));
    }

    private Tracker start(TrackerBundle tracker, StartOptions options) throws BundleException {
        if (tracker.state() != TrackerState.RUNNING) {
            return installations.start(tracker, options);
        }
        if (options.equals(tracker.options())) {
            return tracker;
        }
        throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name()
                + "\" is running with other options, as " + tracker.id(), "stop it first, or update it with these"));
    }

    @Override
    public Tracker stop(int id) {
        return alone(id, lifecycle -> {
            installations.stop(lifecycle.tracker());
            return lifecycle.tracker();
        });
    }

    @Override
    public Removal remove(int id, boolean pins) {
        return alone(id, lifecycle -> {
            TrackerBundle tracker = lifecycle.tracker();
            PinRemoval removal = new PinRemoval(engine, registry);
            List<Path> paths = removal.pins(tracker);
            installations.uninstall(tracker);
            if (!paths.isEmpty()) {
                tracker.ending().ifPresent(Ending::awaitClosed);
            }
            return removal.of(paths, pins);
        });
    }

    /** SHA-256 of the package that a tracker was made of; empty when it was removed meanwhile. */
    Optional<String> digest(int id) {
        try {
            TrackerBundle tracker = registry.get(id);
            return Optional.of(tracker.history().stream().findFirst().map(KeptPackage::sha256)
                    .orElseGet(() -> PackageDigest.of(BundleCopy.of(tracker.bundle()))));
        } catch (TrackerException | IllegalStateException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options) {
        return engine.planner().plan(TrackerPackages.parse(source, options.name()), options);
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options, KernelSource kernel) {
        return engine.planner().plan(TrackerPackages.parse(source, options.name()), options, kernel);
    }

    @Override
    public void checkFilter(PackageSource source, StartOptions options, String filter) {
        engine.planner().checkFilter(TrackerPackages.parse(source, options.name()), options, filter);
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source, UpdateOptions how) {
        return updating(id, lifecycle -> update(lifecycle, source, how));
    }

    @Override
    public UpdateReceipt rollback(int id, String digest, UpdateOptions how) {
        return updating(id, lifecycle -> {
            TrackerBundle tracker = lifecycle.tracker();
            String chosen = new History(tracker).choose(digest);
            Kept kept = contents.kept(chosen, tracker.name()).orElseThrow(() -> new TrackerException(Failure.of(
                    FailureKind.STORAGE, "the package " + chosen + " of tracker \"" + tracker.name()
                            + "\" is damaged or missing in the state folder", "send it again with an update")));
            PackageSource source = new PackageSource(tracker.name(), kept.bytes(), tracker.source())
                    .ownedBy(History.ROLLBACK);
            return installations.update(lifecycle, new NewPackage(kept.content(), source, chosen), options(tracker, how));
        });
    }

    private UpdateReceipt updating(int id, Action<UpdateReceipt> action) {
        return alone(id, lifecycle -> {
            try {
                return action.run(lifecycle);
            } catch (TrackerException e) {
                lifecycle.tracker().updateFailed(e.failure());
                throw e;
            }
        });
    }

    private static StartOptions options(TrackerBundle tracker, UpdateOptions how) {
        StartOptions before = tracker.options();
        return how.options().map(one -> checked(one, before).withExports(before.exports())).orElse(before);
    }

    private UpdateReceipt update(TrackerLifecycle lifecycle, PackageSource source, UpdateOptions how) {
        TrackerBundle tracker = lifecycle.tracker();
        TrackerPackage given = TrackerPackages.parse(source, "");
        if (!how.force()) {
            PackageIdentity.of(tracker).require(given);
        }
        return installations.update(lifecycle, new NewPackage(given.named(tracker.name()), source), options(tracker, how));
    }

    /** Something that is done to one tracker. */
    private interface Action<T> {
        T run(TrackerLifecycle lifecycle) throws BundleException;
    }

    /** While nothing else is done to trackers of its name; it may have been removed before the turn came. */
    private <T> T alone(int id, Action<T> action) {
        ReentrantLock lock = lock(registry.get(id).name());
        try {
            return action.run(registry.lifecycle(id));
        } catch (BundleException | IllegalStateException e) {
            throw BundleFailures.of(e);
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
