package io.eunomia.runtime.internal.startup;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.BundleContents.Kept;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.parse.TrackerJar;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerRecord.Mark;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the framework to the state that the store describes, before the first tracker is known. For bundles whose packages
 * the store keeps, the framework's own bundle store is only a cache: what a kill cut short there is undone, what is damaged
 * is made anew. Bundles that others installed stay as they are.
 */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final BundleContext system;
    private final TrackerStore store;
    private final BundleContents contents;
    private final boolean whole;
    /** Locations of bundles that certainly have another package than the store wants. */
    private final Set<String> changed = new HashSet<>();

    /** @param whole whether the framework's bundle store is known to be as the last run left it */
    public Reconciler(BundleContext system, TrackerStore store, BundleContents contents, boolean whole) {
        this.system = system;
        this.store = store;
        this.contents = contents;
        this.whole = whole && !store.former();
    }

    /** Reconciles bundles and store. @param builtIns those of the distribution; empty to leave those that there are */
    public void run(Optional<BuiltInTrackers> builtIns) {
        judgeUnknown();
        if (store.former()) {
            new FormerPackages(system, store, contents).takeOver();
        }
        builtIns.ifPresent(all -> changed.addAll(all.declare()));
        for (TrackerRecord tracker : store.records()) {
            try {
                reconcile(tracker);
                settle(tracker.location());
            } catch (BundleException | RuntimeException e) {
                LOG.error("tracker {} of the last run cannot be brought back: {}", tracker.location(), e.getMessage(), e);
            }
        }
        if (!store.lost()) {
            store.sweep();
        }
    }

    private void reconcile(TrackerRecord tracker) throws BundleException {
        Bundle bundle = system.getBundle(tracker.location());
        if (tracker.mark() == Mark.REMOVING) {
            LOG.warn("tracker {} is removed: {}", tracker.location(), tracker.origin().kind() == Origin.Kind.BUILTIN
                    ? "the distribution does not bring it, or brings none" : "that was cut short by the end of the last run");
            uninstall(bundle);
            store.remove(tracker.location());
        } else if (tracker.present().isPresent()) {
            contents.present(tracker).ifPresentOrElse(kept -> bring(tracker, bundle, kept), () -> keepAnew(tracker, bundle));
        } else if (bundle != null && TrackerPackages.installedName(tracker.location()).isPresent()) {
            contents.adopt(bundle, TrackerPackages.read(bundle).descriptor().version());
        } else if (bundle == null && TrackerPackages.installedName(tracker.location()).isPresent()) {
            LOG.error("tracker {} cannot be brought back: its package is not there any more; send it again", tracker.name());
            store.remove(tracker.location());
        }
    }

    private static void uninstall(Bundle bundle) throws BundleException {
        if (bundle != null) {
            bundle.uninstall();
        }
    }

    private void bring(TrackerRecord tracker, Bundle bundle, Kept kept) {
        try {
            contents.expect(tracker.location(), kept.content());
            if (bundle == null) {
                install(tracker, kept.jar(tracker.options()));
            } else if (!whole || changed.contains(tracker.location())) {
                compare(tracker, bundle, kept.jar(tracker.options()));
            }
        } catch (BundleException e) {
            throw BundleFailures.of(e);
        }
    }

    private void compare(TrackerRecord tracker, Bundle bundle, byte[] jar) throws BundleException {
        if (!BundleCopy.isOf(bundle, jar)) {
            if (!changed.contains(tracker.location())) {
                LOG.warn("tracker {} is damaged in the framework's store, or its update was cut short: it is put back from its"
                        + " package", tracker.name());
            }
            bundle.update(new ByteArrayInputStream(jar));
        }
    }

    /** Keeps the bundle's content in place of its tracker's damaged package, if the bundle itself is whole. */
    private void keepAnew(TrackerRecord tracker, Bundle bundle) {
        if (bundle != null && isReadable(bundle)) {
            LOG.warn("the package of tracker {} is damaged: what the framework has of it is kept in its place", tracker.name());
            KeptPackage damaged = tracker.present().orElseThrow();
            contents.adopt(bundle, damaged.version());
            // The bundle may give the very package that was damaged, whole this time, so older entries of the same digest
            // go.
            store.change(tracker.location(), now -> now.keeping(now.packages().stream().filter(kept ->
                    kept.equals(now.packages().get(0)) || !kept.sha256().equals(damaged.sha256())).toList()));
        } else {
            LOG.error("tracker {} cannot be brought back: its package is damaged, in the framework's store and in {}; send"
                    + " it again", tracker.name(), store.packages().file(tracker.present().orElseThrow().sha256()));
            store.remove(tracker.location());
        }
    }

    private void install(TrackerRecord tracker, byte[] jar) throws BundleException {
        Bundle bundle = install(tracker.location(), jar);
        if (!tracker.stopped() && !BundleActions.hasCode(bundle)) {
            bundle.start();
        }
    }

    private Bundle install(String location, byte[] jar) throws BundleException {
        try {
            return system.installBundle(location, new ByteArrayInputStream(jar));
        } catch (BundleException e) {
            Optional<Bundle> other = e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR ? misplaced(jar) : Optional.empty();
            if (other.isEmpty()) {
                throw e;
            }
            LOG.warn("{} is removed: its location \"{}\" is damaged", location, other.get().getLocation());
            other.get().uninstall();
            return system.installBundle(location, new ByteArrayInputStream(jar));
        }
    }

    /** Finds a tracker's bundle that the framework lists under a damaged location. */
    private Optional<Bundle> misplaced(byte[] jar) {
        String name = TrackerJar.read(jar, PackageLimits.forThisProcess()).symbolicName();
        return Arrays.stream(system.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())
                && store.find(bundle.getLocation()).isEmpty()).findFirst();
    }

    private static boolean isReadable(Bundle bundle) {
        try {
            TrackerPackages.read(bundle);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be read", bundle.getLocation(), e);
            return false;
        }
    }

    /**
     * Makes the framework start or not start the bundle as the store says; its own note of that may be older than the
     * store, or made anew.
     */
    private void settle(String location) throws BundleException {
        Bundle bundle = system.getBundle(location);
        if (bundle == null) {
            return;
        }
        FrameworkStartLevel levels = system.getBundle().adapt(FrameworkStartLevel.class);
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        if (level.getStartLevel() != levels.getInitialBundleStartLevel()) {
            // All trackers have the same start level; at a damaged level a bundle might never start.
            level.setStartLevel(levels.getInitialBundleStartLevel());
        }
        // The framework must not start bundles with Java code, also when they had none before an update.
        boolean wanted = !store.stopped(location) && !BundleActions.hasCode(bundle);
        if (level.isPersistentlyStarted() != wanted) {
            if (wanted) {
                bundle.start();
            } else {
                bundle.stop();
            }
        }
    }

    /**
     * Decides about trackers' bundles that the store does not know: those of ours were being installed when the last run
     * was cut short. If the store is lost, all are kept, but none is to run.
     */
    private void judgeUnknown() {
        List<Bundle> unknown = Arrays.stream(system.getBundles()).filter(bundle -> TrackerPackages.isTracker(bundle)
                && store.find(bundle.getLocation()).isEmpty()).toList();
        if (unknown.stream().anyMatch(bundle -> TrackerPackages.installedName(bundle.getLocation()).isPresent())) {
            store.expectTrackers();
        }
        for (Bundle bundle : unknown) {
            try {
                judge(bundle);
            } catch (BundleException | RuntimeException e) {
                LOG.error("tracker {} cannot be stopped", bundle.getLocation(), e);
            }
        }
    }

    private void judge(Bundle bundle) throws BundleException {
        Optional<String> name = TrackerPackages.installedName(bundle.getLocation());
        if (store.lost()) {
            store.addLost(TrackerPackages.record(bundle).called(name.orElse("")));
            bundle.stop();
        } else if (name.isPresent()) {
            LOG.warn("tracker {} is removed: its installation was cut short by the end of the last run", name.get());
            bundle.uninstall();
        }
    }
}
