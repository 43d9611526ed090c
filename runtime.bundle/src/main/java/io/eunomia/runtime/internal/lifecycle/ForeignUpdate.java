package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is left to do when somebody has updated a tracker's bundle past the manager, with {@code Bundle.update}, such as
 * the framework's own shell: nobody waits for the outcome, so a failure is taken back on a thread of its own. Any thread.
 */
final class ForeignUpdate {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignUpdate.class);

    private final TrackerLifecycle lifecycle;
    private final TrackerBundle tracker;
    private final TrackerEnvironment environment;

    ForeignUpdate(TrackerLifecycle lifecycle, TrackerEnvironment environment) {
        this.lifecycle = lifecycle;
        this.tracker = lifecycle.tracker();
        this.environment = environment;
    }

    /**
     * Starts the bundle after somebody else updated it: if the framework cannot start the new content, nobody else would
     * put back the old one, which still runs. Starting waits until the framework has finished with the bundle.
     */
    void settleLater(OngoingUpdate update) {
        new Thread(() -> settle(update), "eunomia-settle").start();
    }

    private void settle(OngoingUpdate update) {
        try {
            if (lifecycle.isUnderWay(update)) {
                environment.bundles().start(tracker.bundle());
            }
        } catch (BundleException | IllegalStateException | TrackerException e) {
            LOG.warn("the new content of tracker {} cannot be started: {}", tracker.name(), e.getMessage());
            tracker.updateLog().add(BundleFailures.of(e).failure());
            if (lifecycle.isUnderWay(update)) {
                undo(update);
            }
        }
    }

    /** Notes why the new content cannot be switched to, and puts back the old one once the framework has finished. */
    void failed(OngoingUpdate update, Failure failure) {
        tracker.updateLog().add(failure);
        LOG.warn("tracker {} goes on with {}: {}", tracker.name(), tracker.version(), failure.message());
        new Thread(() -> undo(update), "eunomia-restore").start();
    }

    private void undo(OngoingUpdate update) {
        try {
            lifecycle.undo(update);
        } catch (BundleException | RuntimeException e) {
            LOG.error("the content of tracker {} cannot be put back; it runs on until it is stopped", tracker.name(), e);
        }
    }
}
