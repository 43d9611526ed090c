package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs new trackers, so that a failure leaves nothing, and a kill a state that the reconciler can repair. The caller
 * holds the lock of the tracker's name.
 */
public final class Installer {
    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    private final BundleContext system;
    private final TrackerStore store;
    private final TrackerRegistry registry;
    private final BundleContents contents;
    private final BundleActions bundles;

    public Installer(TrackerEnvironment environment, TrackerRegistry registry) {
        this.system = environment.system();
        this.store = environment.store();
        this.registry = registry;
        this.contents = environment.contents();
        this.bundles = environment.bundles();
    }

    /**
     * Installs and starts a new tracker. The store learns of it only when it runs, so that a start which is cut short by a
     * kill leaves no trace.
     *
     * @param first is subscribed before a program is attached
     */
    public Tracker install(NewPackage given, StartOptions options, Optional<FirstSubscriber> first) {
        String location = TrackerPackages.location(given.name());
        return given.held(store.packages(), kept -> {
            TrackerRecord tracker = store.begin(given.owned(TrackerRecord.of(location, given.name(), given.owner(),
                    given.source().origin(), options).having(kept)));
            Bundle bundle = null;
            try {
                contents.expect(location, given.content());
                bundle = bundles.install(system, location, given.jar(options));
                TrackerPackages.requireOwnName(bundle, system);
                registry.lifecycle(tracker.id()).runs().expect(first);
                bundles.start(bundle);
                Tracker started = registry.get(tracker.id()).orThrow();
                store.mark(location, TrackerRecord.Mark.NONE);
                return started;
            } catch (BundleException | RuntimeException e) {
                TrackerException failure = BundleFailures.of(e);
                Bundle left = bundle == null ? system.getBundle(location) : bundle;
                if (left == null || withdrawn(left, failure)) {
                    store.withdraw(location, tracker.id());
                }
                LOG.debug("package {} is not installed", given.name(), e);
                throw failure;
            } finally {
                contents.takeExpected(location);
            }
        });
    }

    /** Removes the bundle. @return false when its code holds it: then it stays, failed, and the next start removes it */
    private boolean withdrawn(Bundle bundle, TrackerException cause) {
        try {
            if (bundles.isHeld(bundle)) {
                store.mark(bundle.getLocation(), TrackerRecord.Mark.REMOVING);
                registry.find(bundle).ifPresent(tracker -> tracker.fail(cause.failure()));
                return false;
            }
            bundles.uninstall(bundle);
        } catch (BundleException | TrackerException e) {
            cause.addSuppressed(e);
        }
        return true;
    }
}
