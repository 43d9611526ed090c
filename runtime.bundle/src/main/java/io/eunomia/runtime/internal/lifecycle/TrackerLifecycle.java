package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.engine.Failures;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of one tracker. A tracker is a bundle, so its state follows the bundle's events, whoever caused them:
 *
 * <pre>
 * state                       event                                 next state
 * installed, stopped, failed  bundle starting                       starting, while the bundle's own code runs
 * any without a run           bundle started                        starting, then running or failed
 * running                     bundle stopping, not for an update    stopped
 * running                     bundle stopping for an update         updating: the programs stay attached
 * updating                    bundle started                        running, with the new version or the old one
 * updating                    bundle stopping, not for an update    stopped; the update fails
 * any                         bundle removed, runtime ends          stopped
 * </pre>
 *
 * What somebody wants of a tracker becomes such events: {@link TrackerActions} has the actions of the manager, each of which
 * acts on the bundle and ends here; the framework's own shell, or any bundle, calls the framework itself. When the manager
 * updates, its {@link PackageTransaction} decides when the state goes from updating to running: when it switches
 * ({@link #finish}) or has taken everything back ({@link #undo}). An update by others is finished here and taken back by
 * {@link ForeignUpdate}. A failure becomes the tracker's state, because bundles of others must not suffer from it. Which locks are
 * held meanwhile is said in the description of this package.
 */
public final class TrackerLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerLifecycle.class);

    private final TrackerBundle tracker;
    private final Bundle bundle;
    private final TrackerEnvironment environment;
    private final RunControl runs;
    private final TrackerService service;
    private final ContentExchange exchange;
    private final TrackerActions actions;
    private final ForeignUpdate foreign;
    /** The update that is under way; null when there is none, and always null when nothing runs. */
    private OngoingUpdate update;

    /** @param content what the bundle holds, for its first start; null when it could not be read, or not to keep it */
    TrackerLifecycle(TrackerBundle tracker, TrackerPackage content, TrackerEnvironment environment) {
        this.tracker = tracker;
        this.bundle = tracker.bundle();
        this.environment = environment;
        this.runs = new RunControl(tracker, content, environment);
        this.service = new TrackerService(tracker);
        this.exchange = new ContentExchange(tracker, environment);
        this.actions = new TrackerActions(this, exchange, environment);
        this.foreign = new ForeignUpdate(this, environment);
    }

    public TrackerBundle tracker() {
        return tracker;
    }

    /** Returns what the manager does with the tracker. */
    public TrackerActions actions() {
        return actions;
    }

    public Preload preload() {
        return runs.preload();
    }

    RunControl runs() {
        return runs;
    }

    synchronized void forgetContent() {
        runs.forgetContent();
    }

    /** Shows the tracker as starting while the bundle's own code, which runs first, starts. */
    synchronized void bundleStarting() {
        if (!tracker.runs()) {
            tracker.enter(TrackerState.STARTING);
        }
    }

    /** Starts the tracker, or goes on with its update. */
    void bundleStarted() {
        synchronized (this) {
            if (!tracker.runs()) {
                start();
            } else if (update != null) {
                update.noteRestarted();
                if (update.isByOthers()) {
                    finishForeign();
                }
            }
        }
        announce();
    }

    private void start() {
        tracker.enter(TrackerState.STARTING);
        try {
            runs.begin();
            tracker.enter(TrackerState.RUNNING);
        } catch (RuntimeException e) {
            LOG.debug("tracker {} could not be started", tracker.name(), e);
            tracker.fail(Failures.of(e));
        }
    }

    /** Registers the service without holding the lock, because a listener that is told of it may be code that never returns. */
    private void announce() {
        if (tracker.state() == TrackerState.RUNNING) {
            service.register();
        }
    }

    /** Ends the run, or goes on with it if the framework stops the bundle only to update it. */
    void bundleStopping() {
        synchronized (this) {
            if (tracker.runs() && FrameworkCall.updates()) {
                if (update == null) {
                    update = OngoingUpdate.byOthers(environment.contents().before(bundle));
                }
                tracker.enter(TrackerState.UPDATING);
            } else {
                end();
            }
        }
        service.unregister();
    }

    /** Ends the reading, because the runtime ends; what is pinned stays in the kernel. */
    void leave() {
        synchronized (this) {
            if (update != null) {
                update.close();
                update = null;
            }
            runs.leave();
            tracker.enter(TrackerState.STOPPED);
        }
        service.unregister();
    }

    /** Detaches and unloads, because the bundle is gone, or no event of the bundle gets here. */
    void stop() {
        synchronized (this) {
            end();
        }
        service.unregister();
    }

    private void end() {
        if (update != null) {
            update.close();
            update = null;
        }
        runs.end();
        tracker.enter(TrackerState.STOPPED);
    }

    /** Takes note that the bundle has new content. */
    synchronized void bundleUpdated() {
        if (update != null) {
            update.noteChanged();
            if (update.isByOthers()) {
                foreign.settleLater(update);
            }
            return;
        }
        try {
            runs.content(null);
            TrackerPackage content = exchange.changed();
            runs.content(content);
            tracker.describe(content.descriptor(), content.warnings(), content.descriptor().arguments());
        } catch (RuntimeException e) {
            LOG.warn("the new content of tracker {} cannot be used: {}", tracker.name(), e.getMessage());
            tracker.fail(Failures.of(e));
        }
    }

    /**
     * Begins an update by the manager: it loads the new version beside the running one. From here on the bundle's events do
     * not end the run, as long as the framework stops the bundle for an update only.
     *
     * @param before makes the jar that the bundle is put back to when the update fails
     * @throws TrackerException after which everything is as before
     */
    synchronized OngoingUpdate begin(TrackerPackage content, StartOptions options, Supplier<byte[]> before) {
        if (!tracker.runs() || update != null) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name() + "\" is "
                    + tracker.state().label(), "try again when it is running"));
        }
        update = OngoingUpdate.byManager(before, environment.engine().prepare(content, options, tracker.run().active()));
        return update;
    }

    /**
     * Switches to the new version, now that the bundle has its content.
     *
     * @throws RuntimeException when it cannot be switched to; then the old version runs on and the update is still under way
     */
    UpdateReceipt finish(OngoingUpdate begun, TrackerPackage content, StartOptions options) {
        UpdateReceipt receipt;
        synchronized (this) {
            if (update != begun) {
                throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name()
                        + "\" was stopped while it was updated", "start it, and update it again"));
            }
            receipt = switchTo(begun.take(), content, options);
            leaveUpdate();
        }
        announce();
        return receipt;
    }

    private UpdateReceipt switchTo(LoadedVersion next, TrackerPackage content, StartOptions options) {
        UpdateReceipt receipt = tracker.run().active().update(next, tracker.updateLog()::add);
        tracker.describeRunning(content, environment.persistence().refusal(options));
        tracker.options(options);
        return receipt;
    }

    private void leaveUpdate() {
        update = null;
        tracker.enter(TrackerState.RUNNING);
    }

    /** Finishes an update by others; the framework has started the bundle, with new content or with the old one again. */
    private void finishForeign() {
        OngoingUpdate begun = update;
        try {
            if (begun.isChanged()) {
                TrackerPackage content = TrackerPackages.read(bundle);
                switchTo(environment.engine().prepare(content, tracker.options(), tracker.run().active()), content,
                        tracker.options());
                exchange.keep(content);
                environment.persistence().keepOrTell(tracker);
            }
        } catch (RuntimeException e) {
            foreign.failed(begun, Failures.of(e));
        }
        leaveUpdate();
    }

    synchronized boolean isUnderWay(OngoingUpdate begun) {
        return update == begun;
    }

    /**
     * Takes an update back that failed, whoever made it: the bundle gets the content again that it had before. The old
     * version runs all the while; if its run has ended nevertheless, it is started again, unless somebody stopped it.
     *
     * @throws BundleException when the bundle cannot be put back; the old version then runs until it is stopped
     */
    void undo(OngoingUpdate failed) throws BundleException {
        OngoingUpdate back = OngoingUpdate.byManager(failed::before, null);
        boolean runs;
        synchronized (this) {
            failed.close();
            runs = tracker.runs();
            update = runs ? back : null;
        }
        try {
            exchange.putBack(failed, runs);
        } finally {
            synchronized (this) {
                if (update == back) {
                    leaveUpdate();
                    environment.persistence().keepOrTell(tracker);
                }
            }
            announce();
        }
    }
}
