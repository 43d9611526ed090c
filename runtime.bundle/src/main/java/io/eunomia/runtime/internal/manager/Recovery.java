package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.parse.TrackerJar;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the first tracker is known: brings the framework to what the store wants. It finishes or takes back what a kill
 * cut short in the last run, and puts back what was damaged meanwhile. The framework's own store is a cache for it.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final BundleContext system;
    private final TrackerStore store;
    private final PackageCopies copies;

    Recovery(BundleContext system, TrackerStore store, PackageCopies copies) {
        this.system = system;
        this.store = store;
        this.copies = copies;
    }

    void run() {
        for (String location : store.locations()) {
            try {
                Optional<String> name = TrackerPackages.installedName(location);
                if (store.find(location).orElseThrow().mark() == TrackerStore.Mark.REMOVING) {
                    forget(location, name, "that");
                } else if (name.isPresent()) {
                    run(location, name.get());
                }
                settle(location);
            } catch (BundleException | RuntimeException e) {
                LOG.error("tracker {} of the last run cannot be brought back: {}", location, e.getMessage(), e);
            }
        }
        stopUnknown();
        copies.open();
    }

    /** @param what was cut short: its removal or its installation */
    private void forget(String location, Optional<String> name, String what) throws BundleException {
        LOG.warn("tracker {} is removed: {} was cut short by the end of the last run", name.orElse(location), what);
        Bundle bundle = system.getBundle(location);
        if (bundle != null) {
            bundle.uninstall();
        }
        name.ifPresent(copies::remove);
        store.remove(location);
    }

    private void run(String location, String name) throws BundleException {
        Bundle bundle = system.getBundle(location);
        if (copies.arriving(name)) {
            forget(location, Optional.of(name), "its installation");
        } else if (bundle == null) {
            reinstall(location, name);
        } else if (copies.changing(name)) {
            // The bundle is the old version or the new one, and either is what somebody wanted.
            copy(bundle, name);
        } else if (copies.has(name)) {
            compare(bundle, name);
        } else {
            if (!copies.fresh()) {
                LOG.warn("the copy of tracker {} is gone: it is made anew", name);
            }
            copy(bundle, name);
        }
    }

    private void reinstall(String location, String name) throws BundleException {
        Optional<byte[]> copy = copies.get(name).filter(Recovery::isWhole);
        if (copy.isEmpty()) {
            LOG.error("tracker {} cannot be brought back: its package is {} {}; send it again", name, copies.has(name)
                    ? "damaged, in the framework's store and in" : "gone, from the framework's store and from", copies.file(name));
            store.remove(location);
            return;
        }
        LOG.warn("the framework has lost tracker {}: it is installed again from its copy", name);
        Bundle bundle = install(location, copy.get());
        copies.abort(name);
        if (!store.stopped(location) && !BundleActions.hasCode(bundle)) {
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

    /** The bundle that the framework keeps under a location which nobody gave it. */
    private Optional<Bundle> misplaced(byte[] jar) {
        String name = TrackerJar.read(jar, PackageLimits.forThisProcess()).symbolicName();
        return Arrays.stream(system.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())
                && store.find(bundle.getLocation()).isEmpty()).findFirst();
    }

    /** Bundle and copy are of one version: where they differ, one is damaged. */
    private void compare(Bundle bundle, String name) throws BundleException {
        byte[] copy = copies.get(name).orElse(new byte[0]);
        if (BundleCopy.isOf(bundle, copy)) {
            return;
        }
        if (isWhole(copy)) {
            LOG.warn("tracker {} is damaged in the framework's store: it is put back from its copy", name);
            bundle.update(new ByteArrayInputStream(copy));
        } else {
            LOG.warn("the copy of tracker {} is damaged: it is made anew", name);
            copy(bundle, name);
        }
    }

    /** The checksums of its entries tell. */
    private static boolean isWhole(byte[] jar) {
        try {
            TrackerJar.read(jar, PackageLimits.forThisProcess());
            return true;
        } catch (TrackerException e) {
            return false;
        }
    }

    private void copy(Bundle bundle, String name) {
        try {
            copies.put(name, BundleCopy.of(bundle));
        } catch (RuntimeException e) {
            LOG.warn("tracker {} has no copy: {}", name, e.getMessage());
        }
    }

    /** The framework's own note of whether the bundle is to run may be older than the store, or made anew. */
    private void settle(String location) throws BundleException {
        Bundle bundle = system.getBundle(location);
        if (bundle == null) {
            return;
        }
        FrameworkStartLevel levels = system.getBundle().adapt(FrameworkStartLevel.class);
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        if (level.getStartLevel() != levels.getInitialBundleStartLevel()) {
            // No tracker has a level of its own, and at a damaged one it might never start.
            level.setStartLevel(levels.getInitialBundleStartLevel());
        }
        // Bundles with Java code are not the framework's to start, also when they had none before an update.
        boolean wanted = !store.stopped(location) && !BundleActions.hasCode(bundle);
        if (level.isPersistentlyStarted() != wanted) {
            if (wanted) {
                bundle.start();
            } else {
                bundle.stop();
            }
        }
    }

    /** Trackers of which the store knows nothing although it should. */
    private void stopUnknown() {
        for (Bundle bundle : system.getBundles()) {
            String location = bundle.getLocation();
            boolean unknown = TrackerPackages.isTracker(bundle) && store.find(location).isEmpty();
            if (unknown && (store.lost() || TrackerPackages.installedName(location).isPresent() && !copies.fresh())) {
                try {
                    store.addLost(location, TrackerPackages.origin(bundle));
                    bundle.stop();
                } catch (BundleException | RuntimeException e) {
                    LOG.error("tracker {} cannot be stopped", location, e);
                }
            }
        }
    }
}
