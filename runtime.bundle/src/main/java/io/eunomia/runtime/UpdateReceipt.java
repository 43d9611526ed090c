package io.eunomia.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The record of a hot update that succeeded, or of a take-over: that is an update to the same version, whose old run another
 * process has left in the kernel.
 *
 * @param time when the switch was made
 * @param from version before
 * @param to version after
 * @param mode how the switch was made
 * @param loadNanos opening, verifying and loading the new version, while the old one ran
 * @param switchNanos from the first program switched to the last
 * @param lost events that full rings refused since the switch began: in the answer to an update those until then, in
 *     {@link Tracker#updates()} those until the old version's last event was read; of a take-over those of the time in which
 *     nobody read
 * @param duplicated events seen by both versions: 0 with {@link Mode#SLOT}; empty with {@link Mode#OVERLAP}, where hooks
 *     run both for a moment and nobody counts
 * @param keptMaps maps that went over with their content
 * @param attached programs that only the new version has
 * @param detached programs that only the old version had
 * @param takeOver of which run, when the old version was left in the kernel by another process; else empty
 */
public record UpdateReceipt(Instant time, String from, String to, Mode mode, long loadNanos, long switchNanos,
        long lost, OptionalLong duplicated, List<String> keptMaps, List<String> attached, List<String> detached,
        Optional<TakeOver> takeOver) {

    /**
     * The run that was taken over from another process.
     *
     * @param since when its first program was attached
     * @param left when that process ended in order and left it; empty when it was killed
     */
    public record TakeOver(Instant since, Optional<Instant> left) {
    }

    public UpdateReceipt {
        keptMaps = List.copyOf(keptMaps);
        attached = List.copyOf(attached);
        detached = List.copyOf(detached);
    }

    /** Makes the receipt of an update within one process. */
    public UpdateReceipt(Instant time, String from, String to, Mode mode, long loadNanos, long switchNanos, long lost,
            OptionalLong duplicated, List<String> keptMaps, List<String> attached, List<String> detached) {
        this(time, from, to, mode, loadNanos, switchNanos, lost, duplicated, keptMaps, attached, detached, Optional.empty());
    }

    /** Returns the same receipt with the events lost until the update's end. */
    public UpdateReceipt withLost(long all) {
        return new UpdateReceipt(time, from, to, mode, loadNanos, switchNanos, all, duplicated, keptMaps, attached,
                detached, takeOver);
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
