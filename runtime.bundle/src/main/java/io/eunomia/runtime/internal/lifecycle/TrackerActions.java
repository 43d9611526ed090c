package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.closing.Undo;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.store.TrackerRecord;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the manager does with one tracker, each action as a whole: a failure leaves the tracker as it was, and a kill leaves a
 * state that the reconciler can repair. The caller holds the lock of the tracker's name.
 */
public final class TrackerActions {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerActions.class);

    private final TrackerLifecycle lifecycle;
    private final TrackerBundle tracker;
    private final Bundle bundle;
    private final ContentExchange exchange;
    private final TrackerEnvironment environment;

    TrackerActions(TrackerLifecycle lifecycle, ContentExchange exchange, TrackerEnvironment environment) {
        this.exchange = exchange;
        this.lifecycle = lifecycle;
        this.tracker = lifecycle.tracker();
        this.bundle = tracker.bundle();
        this.environment = environment;
    }

    /**
     * Starts the tracker with new options. If it cannot run with them or they cannot be stored, it keeps those it had.
     *
     * @param first is subscribed before a program is attached
     */
    public Tracker start(StartOptions options, Optional<FirstSubscriber> first) throws BundleException {
        StartOptions before = tracker.options();
        Undo undo = new Undo();
        try {
            undo.add(() -> tracker.options(before));
            tracker.options(options);
            lifecycle.runs().expect(first);
            undo.add(this::stopIfItRuns);
            start();
            // What the store keeps takes less memory than what was sent, so the tracker uses that from now on.
            record(one -> one.with(options));
            return tracker;
        } catch (BundleException | RuntimeException e) {
            undo.run(e);
            throw e;
        }
    }

    private void stopIfItRuns() throws BundleException {
        if (tracker.runs()) {
            environment.bundles().stop(bundle);
        }
    }

    private void start() throws BundleException {
        if (bundle.getState() == Bundle.ACTIVE) {
            environment.bundles().stop(bundle);
        }
        try {
            environment.bundles().start(bundle);
        } catch (BundleException | TrackerException e) {
            TrackerException failure = BundleFailures.of(e);
            LOG.debug("tracker {} is not started", tracker.name(), e);
            tracker.fail(failure.failure());
            throw failure;
        }
        environment.store().stopped(bundle.getLocation(), false);
        tracker.orThrow();
    }

    public void stop() throws BundleException {
        environment.store().stopped(bundle.getLocation(), true);
        try {
            environment.bundles().stop(bundle);
        } catch (TrackerException e) {
            if (BundleActions.hasCode(bundle) || !environment.bundles().isHeld(bundle)) {
                throw e;
            }
            LOG.warn("tracker {} is stopped, but not its bundle: {}", tracker.name(), e.failure().message());
            detach();
        }
        environment.store().stopped(bundle.getLocation(), true);
    }

    /** Detaches the tracker here, because the framework's stop event does not get past the code that holds it. */
    private void detach() {
        if (tracker.state() == TrackerState.RUNNING) {
            lifecycle.stop();
        }
    }

    /** Removes the tracker. The intent is stored first, where it can be: the framework stops a bundle before it removes it. */
    public void remove() throws BundleException {
        markRemoval();
        if (environment.bundles().isHeld(bundle)) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "the bundle of tracker \"" + tracker.name()
                    + "\" is held by Java code that does not return", "it is removed when the daemon is started the next time"));
        }
        try {
            environment.bundles().uninstall(bundle);
        } catch (BundleException | RuntimeException e) {
            if (environment.bundles().isHeld(bundle)) {
                detach();
            } else {
                environment.store().mark(bundle.getLocation(), TrackerRecord.Mark.NONE);
            }
            throw e;
        }
    }

    /** Notes the removal without asking for disk space, because on a full disk removals are what makes room. */
    private void markRemoval() {
        try {
            environment.store().mark(bundle.getLocation(), TrackerRecord.Mark.REMOVING);
        } catch (TrackerException e) {
            if (e.failure().kind() != FailureKind.STORAGE || environment.bundles().isHeld(bundle)) {
                throw e;
            }
            LOG.warn("{}; \"{}\" is removed all the same, and is there again, stopped, if the daemon is killed meanwhile",
                    e.failure().message(), tracker.name());
        }
    }

    /**
     * Puts a new package in the place of the tracker, which does not run, and starts it: it takes name and id.
     *
     * @param first is subscribed before a program is attached
     */
    public Tracker replace(NewPackage given, StartOptions options, Optional<FirstSubscriber> first) {
        Tracker replaced = given.held(environment.store().packages(),
                kept -> new PackageTransaction(lifecycle, exchange, environment, given, options).replace(kept, first));
        environment.persistence().keepOrTell(tracker);
        return replaced;
    }

    /** Updates the tracker, whether it runs or not. The store learns of it last. */
    public UpdateReceipt update(NewPackage given, StartOptions options) {
        try {
            return given.held(environment.store().packages(),
                    kept -> new PackageTransaction(lifecycle, exchange, environment, given, options).update(kept));
        } finally {
            // An update that was taken back runs its old version from new maps.
            environment.persistence().keepOrTell(tracker);
        }
    }

    /** Makes the package's owner the tracker's owner. */
    public void own(NewPackage given) {
        record(one -> given.owned(one.ownedBy(given.owner(), given.source().origin())));
    }

    /** Changes the tracker's record in the store. @throws TrackerException when it cannot be written; then nothing has changed */
    void record(UnaryOperator<TrackerRecord> change) {
        environment.store().change(bundle.getLocation(), change).ifPresent(tracker::record);
    }
}
