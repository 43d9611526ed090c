package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.TrackerException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trackers that run, or are about to end, on this machine: no two of them may read one pinned ring. Any thread. */
final class RunningTrackers {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTrackers.class);

    private final Set<ActiveTracker> all = ConcurrentHashMap.newKeySet();

    void remove(ActiveTracker tracker) {
        all.remove(tracker);
    }

    /**
     * Adds a tracker.
     *
     * @throws TrackerException when another one reads the same pinned ring; then this one is closed
     */
    void add(ActiveTracker tracker) {
        all.add(tracker);
        // Of two that start at the same time, each sees the other here.
        conflict(tracker.pins(), other -> other == tracker).ifPresent(failure -> {
            tracker.close();
            throw new TrackerException(failure);
        });
    }

    /**
     * Returns the failure when a running tracker reads one of these pinned rings. A tracker that is about to end is waited
     * for.
     *
     * @param self accepts the tracker that may read them
     */
    Optional<Failure> conflict(Pins pins, Predicate<ActiveTracker> self) {
        for (ActiveTracker other : all) {
            Optional<Failure> found = self.test(other) ? Optional.empty() : pins.conflict(other.pins(), other.name());
            if (found.isPresent() && !other.awaitEndIfBegun()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Stops all of them, and waits until everything is out of the kernel. */
    void close() {
        for (ActiveTracker tracker : all) {
            try {
                tracker.close();
            } catch (RuntimeException e) {
                LOG.warn("a tracker did not end cleanly", e);
            }
        }
    }
}
