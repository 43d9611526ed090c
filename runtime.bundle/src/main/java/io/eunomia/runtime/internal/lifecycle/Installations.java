package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.startup.Reconciler;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, replaces, updates and removes trackers' bundles, so that a failure leaves all as it was and a kill leaves a
 * state that {@link Reconciler} can repair. One action on a name at a time.
 */
public final class Installations {
    private static final Logger LOG = LoggerFactory.getLogger(Installations.class);

    private final BundleContext system;
    private final TrackerStore store;
    private final TrackerRegistry registry;
    private final BundleContents contents;
    private final BundleActions actions;

    /** @param system the system bundle's context: what it installs outlives the runtime's bundle */
    public Installations(BundleContext system, TrackerStore store, TrackerRegistry registry, BundleContents contents,
            BundleActions actions) {
        this.actions = actions;
        this.system = system;
        this.store = store;
        this.registry = registry;
        this.contents = contents;
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
                bundle = actions.install(system, location, given.jar(options));
                TrackerPackages.requireOwnName(bundle, system);
                registry.get(tracker.id()).expect(first);
                actions.start(bundle);
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
            if (actions.isHeld(bundle)) {
                store.mark(bundle.getLocation(), TrackerRecord.Mark.REMOVING);
                registry.find(bundle).ifPresent(tracker -> tracker.fail(cause.failure()));
                return false;
            }
            actions.uninstall(bundle);
        } catch (BundleException | TrackerException e) {
            cause.addSuppressed(e);
        }
        return true;
    }

    /** Removes a tracker. The intent is stored first, where it can be: the framework stops a bundle before it removes it. */
    public void uninstall(TrackerBundle tracker) throws BundleException {
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
                store.mark(bundle.getLocation(), TrackerRecord.Mark.NONE);
            }
            throw e;
        }
    }

    /** Notes the removal without asking for disk space, because on a full disk removals are what makes room. */
    private void markRemoval(TrackerBundle tracker) {
        try {
            store.mark(tracker.bundle().getLocation(), TrackerRecord.Mark.REMOVING);
        } catch (TrackerException e) {
            if (e.failure().kind() != FailureKind.STORAGE || actions.isHeld(tracker.bundle())) {
                throw e;
            }
            LOG.warn("{}; \"{}\" is removed all the same, and is there again, stopped, if the daemon is killed meanwhile",
                    e.failure().message(), tracker.name());
        }
    }

    /** Replaces a tracker that does not run by a new package, which takes its name and id. */
    public Tracker replace(TrackerBundle old, NewPackage given, StartOptions options) {
        return given.held(store.packages(), kept -> {
            Restoration before = new Restoration(old, contents);
            try {
                actions.stop(old.bundle());
                contents.expect(old.bundle().getLocation(), given.content());
                actions.update(old.bundle(), given.jar(options));
                old.options(options);
                actions.start(old.bundle());
                Tracker started = old.orThrow();
                record(old, tracker -> given.owned(tracker.ownedBy(given.owner(), given.source().origin()))
                        .called(old.name()).having(kept).with(options).stopped(false));
                return started;
            } catch (BundleException | RuntimeException e) {
                TrackerException failure = BundleFailures.of(e);
                before.run(actions, failure);
                throw failure;
            } finally {
                contents.takeExpected(old.bundle().getLocation());
            }
        });
    }

    /** Makes the package's owner the tracker's owner. */
    public void own(TrackerBundle tracker, NewPackage given) {
        record(tracker, one -> given.owned(one.ownedBy(given.owner(), given.source().origin())));
    }

    private void record(TrackerBundle tracker, UnaryOperator<TrackerRecord> change) {
        store.change(tracker.bundle().getLocation(), change).ifPresent(tracker::record);
    }

    /** Stores the options; what the store keeps takes less memory than what was sent, so the tracker uses that from now on. */
    private void remember(TrackerBundle tracker, StartOptions options) {
        record(tracker, one -> one.with(options));
    }

    /** Starts a tracker with new options. If it cannot run with them or they cannot be stored, it keeps those it had. */
    public Tracker start(TrackerBundle tracker, StartOptions options) throws BundleException {
        StartOptions before = tracker.options();
        tracker.options(options);
        try {
            start(tracker);
            remember(tracker, options);
            return tracker;
        } catch (BundleException | RuntimeException e) {
            tracker.options(before);
            if (tracker.active() != null) {
                actions.stop(tracker.bundle());
            }
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

    public void stop(TrackerBundle tracker) throws BundleException {
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

    /** Detaches the tracker here, because the framework's stop event does not get past the code that holds it. */
    private void detach(TrackerBundle tracker) {
        if (tracker.state() == TrackerState.RUNNING) {
            registry.lifecycle(tracker.id()).stop();
        }
    }

    /** Updates a tracker. The store learns of it when it runs; if it cannot be stored, the version before runs again. */
    public UpdateReceipt update(TrackerLifecycle lifecycle, NewPackage given, StartOptions options) {
        TrackerBundle tracker = lifecycle.tracker();
        return given.held(store.packages(), kept -> {
            Restoration before = new Restoration(tracker, contents);
            UpdateReceipt receipt = exchange(lifecycle, given, options, before);
            try {
                record(tracker, one -> given.declared(one).called(tracker.name()).having(kept).with(options));
            } catch (TrackerException e) {
                before.run(lifecycle, actions, e);
                throw e;
            }
            return receipt;
        });
    }

    private UpdateReceipt exchange(TrackerLifecycle lifecycle, NewPackage given, StartOptions options, Restoration before) {
        TrackerBundle tracker = lifecycle.tracker();
        if (tracker.active() != null) {
            return BundleUpdate.update(lifecycle, given.content(), given.jar(options), options, actions,
                    before.jar());
        }
        try {
            contents.expect(tracker.bundle().getLocation(), given.content());
            UpdateReceipt receipt = BundleUpdate.exchange(tracker, given.jar(options), actions);
            lifecycle.forgetContent();
            return receipt;
        } finally {
            contents.takeExpected(tracker.bundle().getLocation());
        }
    }
}
