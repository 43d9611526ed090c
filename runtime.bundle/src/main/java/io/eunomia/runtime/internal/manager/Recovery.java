package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Before the first tracker is known: finishes or takes back what a kill cut short in the last run. */
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
            TrackerPackages.installedName(location).ifPresent(name -> {
                try {
                    run(location, name);
                } catch (BundleException | RuntimeException e) {
                    LOG.error("tracker {} of the last run cannot be brought back: {}", name, e.getMessage(), e);
                }
            });
        }
        copies.open();
    }

    private void run(String location, String name) throws BundleException {
        Bundle bundle = system.getBundle(location);
        if (bundle == null) {
            reinstall(location, name);
        } else if (!copies.has(name) && !copies.fresh()) {
            LOG.warn("tracker {} is removed: its installation was cut short by the end of the last run", name);
            bundle.uninstall();
            store.remove(location);
        } else if (!copies.has(name) || copies.changing(name)) {
            copy(bundle, name);
        }
    }

    private void reinstall(String location, String name) throws BundleException {
        Optional<byte[]> copy = copies.get(name);
        if (copy.isEmpty()) {
            // Its installation had not come far, or its removal had.
            store.remove(location);
            return;
        }
        LOG.warn("the framework has lost tracker {}: it is installed again from its copy", name);
        Bundle bundle = system.installBundle(location, new ByteArrayInputStream(copy.get()));
        copies.abort(name);
        if (!store.stopped(location)) {
            bundle.start();
        }
    }

    private void copy(Bundle bundle, String name) {
        try {
            copies.put(name, BundleCopy.of(bundle));
        } catch (TrackerException e) {
            LOG.warn("tracker {} has no copy: {}", name, e.failure().message());
        }
    }
}
