package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Exchanges what one tracker's bundle holds. Any thread. */
final class ContentExchange {
    private final TrackerBundle tracker;
    private final Bundle bundle;
    private final BundleContents contents;
    private final BundleActions bundles;
    private final TrackerStore store;

    ContentExchange(TrackerBundle tracker, TrackerEnvironment environment) {
        this.tracker = tracker;
        this.bundle = tracker.bundle();
        this.contents = environment.contents();
        this.bundles = environment.bundles();
        this.store = environment.store();
    }

    /** Gives the bundle of a tracker that does not run other content. @param content what is in the jar */
    void exchange(TrackerPackage content, byte[] jar) throws BundleException {
        contents.expect(bundle.getLocation(), content);
        try {
            bundles.update(bundle, jar);
        } finally {
            contents.takeExpected(bundle.getLocation());
        }
    }

    /**
     * Gives the bundle the content back that it had before an update that failed, and starts it again unless somebody
     * stopped it.
     *
     * @param runs whether the old version runs: then the framework stops and starts the bundle without ending the run
     */
    void putBack(OngoingUpdate failed, boolean runs) throws BundleException {
        if (failed.isChanged() && runs) {
            bundles.update(bundle, failed.before());
        } else if (failed.isChanged()) {
            byte[] old = failed.before();
            exchange(TrackerPackages.parse(tracker.name(), old), old);
        }
        if (bundle.getState() != Bundle.ACTIVE && !store.stopped(bundle.getLocation())) {
            bundles.start(bundle);
        }
    }

    /** Returns what the bundle holds since it was updated. If nobody has announced that, the store keeps it from now on. */
    TrackerPackage changed() {
        Optional<TrackerPackage> given = contents.takeExpected(bundle.getLocation());
        TrackerPackage content = given.orElseGet(() -> TrackerPackages.read(bundle));
        if (given.isEmpty()) {
            keep(content);
        }
        return content;
    }

    /** Keeps in the store what somebody has given the bundle past the manager. */
    void keep(TrackerPackage content) {
        contents.changedByOthers(bundle, content).ifPresent(tracker::record);
    }
}
