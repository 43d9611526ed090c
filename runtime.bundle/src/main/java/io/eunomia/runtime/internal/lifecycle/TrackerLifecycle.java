package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.engine.Failures;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.internal.engine.RunEnd;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.lifecycle.PendingUpdate.Initiator;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a tracker as its bundle's events say: an active bundle is loaded and attached, a stopping one is detached, and an
 * update switches versions without detaching. A failure becomes the tracker's state, because bundles of others must not
 * suffer from it.
 */
public final class TrackerLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerLifecycle.class);

    private final TrackerBundle tracker;
    private final Bundle bundle;
    private final TrackerEngine engine;
    private final BundleContext context;
    private final BundleActions actions;
    private final BundleContents contents;
    private Exports exports;
    private final TrackerService service;
    private final Preload preload;
    private PendingUpdate pending;
    /** The content that was read when the bundle was found; kept until its first use, so that it is not read twice. */
    private TrackerPackage unread;

    /**
     * @param content what the bundle holds, for its first start; null when it could not be read, or not to keep it
     * @param context of the runtime's own bundle, to find export handlers with
     */
    TrackerLifecycle(TrackerBundle tracker, TrackerPackage content, TrackerEngine engine, BundleContext context,
            BundleActions actions, BundleContents contents) {
        this.actions = actions;
        this.contents = contents;
        this.tracker = tracker;
        this.bundle = tracker.bundle();
        this.engine = engine;
        this.context = context;
        this.exports = new Exports(context);
        this.service = new TrackerService(tracker);
        this.preload = new Preload(engine, tracker, content);
        this.unread = content;
    }

    /** Drops the content, which takes memory, because the tracker does not run for now; it is read again when it is needed. */
    synchronized void forgetContent() {
        preload.end();
        unread = null;
    }

    public Preload preload() {
        return preload;
    }

    public TrackerBundle tracker() {
        return tracker;
    }

    /** Starts the tracker or finishes its update, because its bundle is active. */
    void started() {
        synchronized (this) {
            if (pending != null) {
                finishUpdate();
            } else if (tracker.active() == null) {
                start();
            }
        }
        announce();
    }

    /** Registers the service without holding the lock, because a listener that is told of it may be code that never returns. */
    private void announce() {
        if (tracker.state() == TrackerState.RUNNING) {
            service.register();
        }
    }

    private void start() {
        tracker.enter(TrackerState.STARTING);
        awaitEnd();
        try {
            TrackerPackage content = unread != null ? unread : contents.read(bundle);
            unread = null;
            tracker.active(engine.begin(preload.take(content, tracker.options()), tracker.hub()));
            tracker.describeRunning(content);
            exports.open(tracker, tracker.options().exports());
            tracker.takeFirst().ifPresent(first -> first.subscribe(tracker));
            engine.attach(tracker.active());
            tracker.enter(TrackerState.RUNNING);
        } catch (RuntimeException e) {
            LOG.debug("tracker {} could not be started", tracker.name(), e);
            release(new Notice.Ended(Notice.End.STOPPED, "it could not be started"));
            awaitEnd();
            tracker.fail(Failures.of(e));
        }
    }

    /** Shows the tracker as starting while the bundle's own code, which runs first, starts. */
    synchronized void starting() {
        if (pending == null && tracker.active() == null) {
            tracker.enter(TrackerState.STARTING);
        }
    }

    /** Ends the run, or prepares for the switch if the framework stops the bundle only to update it. */
    void stopping() {
        synchronized (this) {
            if (tracker.active() != null && FrameworkUpdate.underWay()) {
                if (pending == null) {
                    pending = PendingUpdate.byFramework(contents.before(bundle), tracker.options());
                }
                tracker.enter(TrackerState.UPDATING);
            } else {
                end();
            }
        }
        service.unregister();
    }

    /** Detaches and unloads. */
    void stop() {
        end();
        service.unregister();
    }

    private synchronized void end() {
        if (pending != null) {
            pending.discard();
            pending = null;
        }
        preload.end();
        boolean allEnd = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
        release(last(allEnd));
        tracker.enter(TrackerState.STOPPED);
        if (allEnd) {
            // The HTTP server and the other bundles that carry events to subscribers stop next.
            tracker.ending().ifPresent(RunEnd::awaitDrained);
        }
    }

    /** Tells subscribers why the run ends. */
    private static Notice.Ended last(boolean allEnd) {
        if (allEnd) {
            return new Notice.Ended(Notice.End.DAEMON, "the daemon ends");
        }
        return FrameworkUpdate.removalUnderWay() ? new Notice.Ended(Notice.End.REMOVED, "the tracker was removed")
                : new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped");
    }

    private void release(Notice.Ended last) {
        Exports finishing = exports;
        exports = new Exports(context);
        tracker.end(last, finishing::close);
    }

    /** Waits until the last run's exports and exclusive hooks are free again. */
    private void awaitEnd() {
        try {
            tracker.ending().ifPresent(RunEnd::awaitClosed);
        } catch (RuntimeException e) {
            LOG.warn("tracker {} did not stop cleanly", tracker.name(), e);
        }
    }

    /** Takes note that the bundle has new content. */
    synchronized void updated() {
        if (pending != null) {
            pending.contentChanged = true;
            if (pending.initiator == Initiator.FRAMEWORK) {
                settleLater(pending);
            }
            return;
        }
        try {
            unread = null;
            Optional<TrackerPackage> given = contents.takeExpected(bundle.getLocation());
            unread = given.orElseGet(() -> TrackerPackages.read(bundle));
            tracker.describe(unread.descriptor(), unread.warnings(), unread.descriptor().arguments());
            if (given.isEmpty()) {
                changedByOthers(unread);
            }
        } catch (RuntimeException e) {
            LOG.warn("the new content of tracker {} cannot be used: {}", tracker.name(), e.getMessage());
            tracker.fail(Failures.of(e));
        }
    }

    /**
     * Loads a new version beside the running one, to be switched to when the bundle is updated.
     *
     * @param before makes the jar that the bundle is put back to when the switch fails
     * @throws TrackerException after which everything is as before
     */
    synchronized PendingUpdate prepare(TrackerPackage content, StartOptions options, Supplier<byte[]> before) {
        if (tracker.active() == null || pending != null) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name() + "\" is "
                    + tracker.state().label(), "try again when it is running"));
        }
        pending = PendingUpdate.byManager(before, content, options, engine.prepare(content, options, tracker.active()));
        return pending;
    }

    private void changedByOthers(TrackerPackage content) {
        contents.changedByOthers(bundle, content).ifPresent(tracker::record);
    }

    private void finishUpdate() {
        PendingUpdate update = pending;
        pending = null;
        if (update.initiator != Initiator.RESTORATION && update.contentChanged) {
            change(update);
        }
        update.discard();
        tracker.enter(TrackerState.RUNNING);
    }

    private void change(PendingUpdate update) {
        try {
            TrackerPackage content = update.content != null ? update.content : TrackerPackages.read(bundle);
            LoadedVersion prepared = update.take();
            LoadedVersion next = prepared != null ? prepared
                    : engine.prepare(content, update.options, tracker.active());
            update.receipt = tracker.active().update(next, tracker.updateLog()::add);
            tracker.describeRunning(content);
            tracker.options(update.options);
            if (update.initiator == Initiator.FRAMEWORK) {
                changedByOthers(content);
            }
        } catch (RuntimeException e) {
            update.failure = Failures.of(e);
            tracker.updateLog().add(update.failure);
            LOG.warn("tracker {} goes on with {}: {}", tracker.name(), tracker.version(), update.failure.message());
            if (update.initiator == Initiator.FRAMEWORK) {
                new Thread(() -> restore(update), "eunomia-restore").start();
            }
        }
    }

    /**
     * Starts the bundle after somebody else updated it: if the framework cannot start the new content, nobody else would
     * put back the old one, which still runs. Starting waits until the framework has finished with the bundle.
     */
    private void settleLater(PendingUpdate update) {
        new Thread(() -> {
            try {
                if (isPending(update)) {
                    actions.start(bundle);
                }
            } catch (BundleException | IllegalStateException | TrackerException e) {
                LOG.warn("the new content of tracker {} cannot be started: {}", tracker.name(), e.getMessage());
                tracker.updateLog().add(BundleFailures.of(e).failure());
                if (isPending(update)) {
                    restore(update);
                }
            }
        }, "eunomia-settle").start();
    }

    private synchronized boolean isPending(PendingUpdate update) {
        return pending == update;
    }

    /** Puts back the bundle's content from before an update that failed; the old version runs all the while. */
    void restore(PendingUpdate update) {
        synchronized (this) {
            update.discard();
            pending = PendingUpdate.restoring(update);
        }
        try {
            actions.update(bundle, update.before.get());
            actions.start(bundle);
        } catch (BundleException | IllegalStateException | TrackerException e) {
            LOG.error("the content of tracker {} cannot be put back; it runs on until it is stopped", tracker.name(),
                    e);
        }
    }

    /** Gives up an update that ended before the bundle was touched. */
    synchronized void withdraw(PendingUpdate update) {
        if (pending == update) {
            pending = null;
        }
        update.discard();
    }
}
