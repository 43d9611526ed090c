package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerCost;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.BundleContents.Kept;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.lifecycle.FirstSubscriber;
import io.eunomia.runtime.internal.lifecycle.Installer;
import io.eunomia.runtime.internal.lifecycle.TrackerBundle;
import io.eunomia.runtime.internal.lifecycle.TrackerLifecycle;
import io.eunomia.runtime.internal.lifecycle.TrackerRegistry;
import io.eunomia.runtime.internal.store.PackageDigest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleException;

/** Turns every action into a step in a bundle's life; the extender does the rest. Any thread. */
final class ManagedTrackers implements TrackerManager {
    private final TrackerRegistry registry;
    private final BundleContents contents;
    private final TrackerEngine engine;
    private final NameLocks locks = new NameLocks();
    private final TrackerStarts starts;
    private final RunCosts costs;
    private final RunHold counted;

    ManagedTrackers(Installer installer, BundleContents contents, TrackerRegistry registry, TrackerEngine engine,
            int mostTrackers) {
        this.contents = contents;
        this.registry = registry;
        this.engine = engine;
        this.starts = new TrackerStarts(installer, registry, engine, locks, mostTrackers);
        this.costs = new RunCosts(engine::countRuns, engine::later);
        this.counted = new RunHold(engine::countRuns, engine::later);
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
    public List<TrackerCost> costs() {
        try {
            return costs.of(trackers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "the measurement was interrupted", "ask again"), e);
        }
    }

    @Override
    public Duration countRuns(Duration kept) {
        counted.hold(kept);
        return counted.counted();
    }

    /** Ends what only questions keep going. */
    void close() {
        costs.close();
        counted.close();
    }

    @Override
    public Tracker start(PackageSource source, StartOptions options) {
        return starts.start(source, options, Optional.empty());
    }

    @Override
    public StartedTracker start(PackageSource source, StartOptions options, SubscriptionOptions first) {
        return followed(first, subscriber -> starts.start(source, options, Optional.of(subscriber)));
    }

    @Override
    public Tracker start(int id) {
        return start(id, Optional.empty(), Optional.empty());
    }

    @Override
    public Tracker start(int id, StartOptions options) {
        return start(id, Optional.of(options), Optional.empty());
    }

    @Override
    public StartedTracker start(int id, Optional<StartOptions> options, SubscriptionOptions first) {
        return followed(first, subscriber -> start(id, options, Optional.of(subscriber)));
    }

    private Tracker start(int id, Optional<StartOptions> options, Optional<FirstSubscriber> first) {
        return alone(id, lifecycle -> starts.start(lifecycle, options, first));
    }

    private static StartedTracker followed(SubscriptionOptions how, Function<FirstSubscriber, Tracker> start) {
        try (FirstSubscriber first = new FirstSubscriber(how)) {
            Tracker tracker = start.apply(first);
            return new StartedTracker(tracker, first.take(tracker));
        }
    }

    @Override
    public Tracker stop(int id) {
        return alone(id, lifecycle -> {
            lifecycle.actions().stop();
            return lifecycle.tracker();
        });
    }

    @Override
    public Removal remove(int id, boolean pins) {
        return alone(id, lifecycle -> {
            TrackerBundle tracker = lifecycle.tracker();
            PinRemoval removal = new PinRemoval(engine, registry);
            List<Path> paths = removal.pins(tracker);
            lifecycle.actions().remove();
            if (!paths.isEmpty()) {
                tracker.awaitEnd();
            }
            return removal.of(paths, pins);
        });
    }

    /** Returns the SHA-256 of the package that a tracker was made of; empty when it was removed meanwhile. */
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
    public Plan plan(int id) {
        TrackerBundle tracker = registry.get(id);
        return engine.planner().plan(TrackerPackages.read(tracker.bundle()).named(tracker.name()), tracker.options());
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options, KernelSource kernel) {
        return engine.planner().plan(TrackerPackages.parse(source, options.name()), options, kernel);
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source, UpdateOptions how) {
        return alone(id, lifecycle -> noted(lifecycle, () -> update(lifecycle, source, how)));
    }

    /** Rolls back; a digest that names no package fails before anything counts as an attempt to update. */
    @Override
    public UpdateReceipt rollback(int id, String digest, UpdateOptions how) {
        return alone(id, lifecycle -> {
            TrackerBundle tracker = lifecycle.tracker();
            String chosen = new History(tracker).choose(digest);
            Kept kept = contents.kept(chosen, tracker.name()).orElseThrow(() -> new TrackerException(Failure.of(
                    FailureKind.STORAGE, "the package " + chosen + " of tracker \"" + tracker.name()
                            + "\" is damaged or missing in the state folder", "send it again with an update")));
            PackageSource source = new PackageSource(tracker.name(), kept.bytes(), tracker.source())
                    .ownedBy(History.ROLLBACK);
            return noted(lifecycle, () -> lifecycle.actions().update(
                    new NewPackage(kept.content(), source, chosen), options(tracker, how)));
        });
    }

    private static UpdateReceipt noted(TrackerLifecycle lifecycle, Supplier<UpdateReceipt> update) {
        try {
            return update.get();
        } catch (TrackerException e) {
            lifecycle.tracker().updateLog().add(e.failure());
            throw e;
        }
    }

    private static StartOptions options(TrackerBundle tracker, UpdateOptions how) {
        StartOptions before = tracker.options();
        return how.options().map(one -> TrackerStarts.checked(one, before).withExports(before.exports())).orElse(before);
    }

    private UpdateReceipt update(TrackerLifecycle lifecycle, PackageSource source, UpdateOptions how) {
        TrackerBundle tracker = lifecycle.tracker();
        TrackerPackage given = TrackerPackages.parse(source, "");
        if (!how.force()) {
            PackageIdentity.of(tracker).require(given);
        }
        return lifecycle.actions().update(new NewPackage(given.named(tracker.name()), source), options(tracker, how));
    }

    /** An action on one tracker. */
    private interface Action<T> {
        T run(TrackerLifecycle lifecycle) throws BundleException;
    }

    /**
     * Runs an action while nothing else is done to trackers of that name. The tracker may have been removed before the turn
     * came.
     */
    private <T> T alone(int id, Action<T> action) {
        return locks.alone(registry.get(id).name(), () -> action.run(registry.lifecycle(id)));
    }
}
