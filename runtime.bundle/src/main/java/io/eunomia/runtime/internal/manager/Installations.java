package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives bundles their content and lets them go, so that a failure leaves all as it was and a kill leaves what
 * {@link Recovery} understands. One action on a name at a time.
 */
final class Installations {
    private static final Logger LOG = LoggerFactory.getLogger(Installations.class);

    private final BundleContext system;
    private final TrackerStore store;
    private final TrackerRegistry registry;
    private final PackageCopies copies;
    private final BundleActions actions;

    /** @param system the system bundle's context: what it installs outlives the runtime's bundle */
    Installations(BundleContext system, TrackerStore store, TrackerRegistry registry, PackageCopies copies,
            BundleActions actions) {
        this.actions = actions;
        this.system = system;
        this.store = store;
        this.registry = registry;
        this.copies = copies;
    }

    Tracker install(String name, byte[] jar, String origin, StartOptions options) {
        String location = TrackerPackages.location(name);
        TrackerStore.Entry entry = store.add(location, origin, options);
        Bundle bundle = null;
        try {
            copies.begin(name, jar);
            bundle = actions.install(system, location, jar);
            refuseNameOfOthers(bundle);
            actions.start(bundle);
            Tracker started = registry.get(entry.id()).orThrow();
            copies.arrived(name);
            return started;
        } catch (BundleException | RuntimeException e) {
            TrackerException failure = BundleFailures.of(e);
            copies.abort(name);
            Bundle left = bundle == null ? system.getBundle(location) : bundle;
            if (left == null || withdrawn(left, failure)) {
                store.withdraw(location, entry.id());
            }
            LOG.debug("package {} is not installed", name, e);
            throw failure;
        }
    }

    /** A core bundle's second version could be wired in its place, and so could one of a program around us. */
    private void refuseNameOfOthers(Bundle bundle) {
        for (Bundle other : system.getBundles()) {
            if (other != bundle && !TrackerPackages.isTracker(other)
                    && bundle.getSymbolicName().equals(other.getSymbolicName())) {
                throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "Bundle-SymbolicName is \""
                        + bundle.getSymbolicName() + "\", which is that of " + other.getLocation(),
                        "give the bundle a name of your own, like com.example.opens"));
            }
        }
    }

    /** @return false when its code holds it: then it stays, failed, and the next start removes it */
    private boolean withdrawn(Bundle bundle, TrackerException cause) {
        try {
            if (actions.isHeld(bundle)) {
                store.mark(bundle.getLocation(), TrackerStore.Mark.REMOVING);
                registry.find(bundle).ifPresent(tracker -> tracker.fail(cause.failure()));
                return false;
            }
            actions.uninstall(bundle);
        } catch (BundleException | TrackerException e) {
            cause.addSuppressed(e);
        }
        return true;
    }

    /** The intent is kept first, where it can be: the framework stops a bundle for good before it removes it. */
    void uninstall(TrackerBundle tracker) throws BundleException {
        Bundle bundle = tracker.bundle();
        markRemoval(tracker);
        if (actions.isHeld(bundle)) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "the bundle of tracker \"" + tracker.name()
                    + "\" is held by Java code that does not return", "it is removed when the daemon is started the next time"));
        }
        try {
            actions.uninstall(bundle);
        } catch (BundleException | RuntimeException e) {
            if (actions.isHeld(bundle)) {
                detach(tracker);
            } else {
                store.mark(bundle.getLocation(), TrackerStore.Mark.NONE);
            }
            throw e;
        }
    }

    /** A removal is what makes room on a full disk, so it does not ask for any. */
    private void markRemoval(TrackerBundle tracker) {
        try {
            store.mark(tracker.bundle().getLocation(), TrackerStore.Mark.REMOVING);
        } catch (TrackerException e) {
            if (e.failure().kind() != FailureKind.STORAGE || actions.isHeld(tracker.bundle())) {
                throw e;
            }
            LOG.warn("{}; \"{}\" is removed all the same, and is there again, stopped, if the daemon is killed meanwhile",
                    e.failure().message(), tracker.name());
        }
    }

    /** A tracker that does not run gives its place and id to the new package; a running one does not. */
    Tracker replace(TrackerBundle old, byte[] jar, StartOptions options) {
        if (old.state() == TrackerState.RUNNING || old.state() == TrackerState.STARTING) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + old.name()
                    + "\" is running already, as " + old.id(),
                    "stop it first, or start this one under another name (--name)"));
        }
        byte[] before = BundleCopy.of(old.bundle());
        StartOptions optionsBefore = old.options();
        begin(old, jar);
        try {
            actions.stop(old.bundle());
            actions.update(old.bundle(), jar);
            Tracker started = start(old, options);
            commit(old);
            return started;
        } catch (BundleException | RuntimeException e) {
            TrackerException failure = BundleFailures.of(e);
            restore(old, before, optionsBefore, failure);
            abort(old);
            throw failure;
        }
    }

    private void restore(TrackerBundle tracker, byte[] before, StartOptions options, TrackerException cause) {
        try {
            actions.stop(tracker.bundle());
            actions.update(tracker.bundle(), before);
            remember(tracker, options);
        } catch (BundleException | TrackerException e) {
            cause.addSuppressed(e);
        }
    }

    /** When it cannot run with these options, it keeps those it had. */
    Tracker start(TrackerBundle tracker, StartOptions options) throws BundleException {
        StartOptions before = tracker.options();
        remember(tracker, options);
        try {
            return start(tracker);
        } catch (BundleException | RuntimeException e) {
            keep(tracker, before, e);
            throw e;
        }
    }

    private Tracker start(TrackerBundle tracker) throws BundleException {
        if (tracker.bundle().getState() == Bundle.ACTIVE) {
            actions.stop(tracker.bundle());
        }
        try {
            actions.start(tracker.bundle());
        } catch (BundleException | TrackerException e) {
            TrackerException failure = BundleFailures.of(e);
            LOG.debug("tracker {} is not started", tracker.name(), e);
            tracker.fail(failure.failure());
            throw failure;
        }
        store.stopped(tracker.bundle().getLocation(), false);
        return tracker.orThrow();
    }

    private void keep(TrackerBundle tracker, StartOptions options, Exception cause) {
        try {
            remember(tracker, options);
        } catch (TrackerException e) {
            cause.addSuppressed(e);
        }
    }

    void stop(TrackerBundle tracker) throws BundleException {
        store.stopped(tracker.bundle().getLocation(), true);
        try {
            actions.stop(tracker.bundle());
        } catch (TrackerException e) {
            if (BundleActions.hasCode(tracker.bundle()) || !actions.isHeld(tracker.bundle())) {
                throw e;
            }
            LOG.warn("tracker {} is stopped, but not its bundle: {}", tracker.name(), e.failure().message());
            detach(tracker);
        }
        store.stopped(tracker.bundle().getLocation(), true);
    }

    /** What the framework's event would have done, had it come past the code that holds it. */
    private void detach(TrackerBundle tracker) {
        if (tracker.state() == TrackerState.RUNNING) {
            registry.lifecycle(tracker.id()).stop();
        }
    }

    private void remember(TrackerBundle tracker, StartOptions options) {
        tracker.options(store.options(tracker.bundle().getLocation(), options));
    }

    UpdateReceipt update(TrackerLifecycle lifecycle, TrackerPackage next, byte[] jar, StartOptions options) {
        TrackerBundle tracker = lifecycle.tracker();
        begin(tracker, jar);
        UpdateReceipt receipt;
        try {
            receipt = tracker.active() == null ? BundleUpdate.exchange(tracker, jar, actions)
                    : BundleUpdate.update(lifecycle, next, jar, options, actions);
        } catch (RuntimeException e) {
            abort(tracker);
            throw e;
        }
        commit(tracker);
        try {
            remember(tracker, options);
        } catch (TrackerException e) {
            LOG.error("tracker {} is updated, but the next start will give it its arguments from before: {}",
                    tracker.name(), e.failure().message());
        }
        return receipt;
    }

    private void begin(TrackerBundle tracker, byte[] jar) {
        TrackerPackages.installedName(tracker.bundle().getLocation()).ifPresent(name -> copies.begin(name, jar));
    }

    private void commit(TrackerBundle tracker) {
        TrackerPackages.installedName(tracker.bundle().getLocation()).ifPresent(copies::commit);
    }

    private void abort(TrackerBundle tracker) {
        TrackerPackages.installedName(tracker.bundle().getLocation()).ifPresent(copies::abort);
    }
}
