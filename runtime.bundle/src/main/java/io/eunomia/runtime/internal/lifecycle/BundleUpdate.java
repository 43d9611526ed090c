package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt.Mode;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.code.BundleActions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.osgi.framework.BundleException;

/** Gives a tracker's bundle new content for the manager. */
public final class BundleUpdate {

    private BundleUpdate() {
    }

    /** Replaces the content of a tracker that does not run. */
    static UpdateReceipt exchange(TrackerBundle tracker, byte[] jar, BundleActions actions) {
        String from = tracker.version();
        try {
            actions.update(tracker.bundle(), jar);
        } catch (BundleException e) {
            throw BundleFailures.of(e);
        }
        UpdateReceipt receipt = new UpdateReceipt(Instant.now(), from, tracker.version(), Mode.STOPPED, 0, 0, 0,
                OptionalLong.of(0), List.of(), List.of(), List.of());
        tracker.updateLog().add(receipt);
        return receipt;
    }

    /**
     * Updates a running tracker: loads the new version first, then updates the bundle, and puts the old content back when
     * the switch fails.
     *
     * @param before makes the old content's jar
     */
    static UpdateReceipt update(TrackerLifecycle lifecycle, TrackerPackage next, byte[] jar,
            StartOptions options, BundleActions actions, Supplier<byte[]> before) {
        PendingUpdate update = lifecycle.prepare(next, options, before);
        TrackerException failure = null;
        try {
            actions.update(lifecycle.tracker().bundle(), jar);
        } catch (BundleException | RuntimeException e) {
            failure = BundleFailures.of(e);
        }
        if (update.receipt != null) {
            return update.receipt;
        }
        if (update.contentChanged) {
            lifecycle.restore(update);
        } else {
            lifecycle.withdraw(update);
        }
        throw update.failure != null ? new TrackerException(update.failure) : failure;
    }
}
