package io.eunomia.runtime;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The record of a hot update that succeeded.
 *
 * @param time when the switch was made
 * @param from version before
 * @param to version after
 * @param mode how the switch was made
 * @param loadNanos opening, verifying and loading the new version, while the old one ran
 * @param switchNanos from the first program switched to the last
 * @param lost events that full rings refused since the switch began: in the answer to an update those until then, in
 *     {@link Tracker#updates()} those until the old version's last event was read
 * @param duplicated events seen by both versions: 0 with {@link Mode#SLOT}; empty with {@link Mode#OVERLAP}, where hooks
 *     run both for a moment and nobody counts
 * @param keptMaps maps that went over with their content
 * @param attached programs that only the new version has
 * @param detached programs that only the old version had
 */
public record UpdateReceipt(Instant time, String from, String to, Mode mode, long loadNanos, long switchNanos,
        long lost, OptionalLong duplicated, List<String> keptMaps, List<String> attached, List<String> detached) {

    public UpdateReceipt {
        keptMaps = List.copyOf(keptMaps);
        attached = List.copyOf(attached);
        detached = List.copyOf(detached);
    }

    /** Returns the same receipt with the events lost until the update's end. */
    public UpdateReceipt withLost(long all) {
        return new UpdateReceipt(time, from, to, mode, loadNanos, switchNanos, all, duplicated, keptMaps, attached,
                detached);
    }

    /** The way a switch was made; faces show the name in lower case. */
    public enum Mode {
        /** Each call of each hook ran exactly one of the two versions. */
        SLOT,
        /** Some hook cannot be switched at once: the new version was attached there, then the old one detached. */
        OVERLAP,
        /** The tracker was not running; only its package was replaced. */
        STOPPED
    }
}
