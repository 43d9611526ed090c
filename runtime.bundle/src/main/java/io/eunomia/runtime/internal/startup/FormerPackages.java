package io.eunomia.runtime.internal.startup;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.store.FormerState;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.time.Instant;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the packages of a former release's state folder into this release's store, once: the copy that was kept beside the
 * framework's bundles, or the framework's content where there is no copy.
 */
public final class FormerPackages {
    private static final Logger LOG = LoggerFactory.getLogger(FormerPackages.class);

    private final BundleContext system;
    private final TrackerStore store;
    private final BundleContents contents;
    private final FormerState former;

    FormerPackages(BundleContext system, TrackerStore store, BundleContents contents) {
        this.system = system;
        this.store = store;
        this.contents = contents;
        this.former = new FormerState(store.folder());
    }

    void takeOver() {
        for (TrackerRecord tracker : store.records()) {
            if (TrackerPackages.installedName(tracker.location()).isPresent()) {
                try {
                    takeOver(tracker);
                } catch (RuntimeException e) {
                    LOG.warn("the kept package of tracker {} is not used: {}", tracker.name(), e.getMessage());
                }
            }
        }
        if (store.upgraded()) {
            former.remove();
        }
        LOG.info("the trackers of a former release are taken over: {}", store.records().size());
    }

    private void takeOver(TrackerRecord tracker) {
        Optional<byte[]> kept = former.bundle(tracker.name());
        Bundle bundle = system.getBundle(tracker.location());
        if (kept.isPresent()) {
            keep(tracker, kept.get());
        } else if (bundle != null) {
            contents.adopt(bundle, TrackerPackages.read(bundle).descriptor().version());
        }
    }

    private void keep(TrackerRecord tracker, byte[] jar) {
        String version = TrackerPackages.parse(new PackageSource(tracker.name(), jar, ""), tracker.name()).descriptor().version();
        String digest = store.packages().hold(jar);
        try {
            store.change(tracker.location(), now -> now.having(new KeptPackage(digest, version, Instant.now(), jar.length)));
        } finally {
            store.packages().release(digest);
        }
    }
}
