package io.eunomia.runtime.internal.stream;

import java.util.LinkedHashSet;
import java.util.Set;

/** Limits how many trackers may keep their last events at a time: 8 MiB for all. Any thread. */
public final class HistoryBudget {
    private static final int MOST = (8 << 20) / EventHistory.BYTES;

    private final Set<EventHistory> holders = new LinkedHashSet<>();

    /**
     * Makes room for a history, if need be by taking it from those that no reader may come back to.
     *
     * @return whether there is room for this one
     */
    synchronized boolean take(EventHistory history) {
        if (holders.contains(history)) {
            return true;
        }
        if (holders.size() >= MOST) {
            holders.removeIf(EventHistory::dropIfUnused);
        }
        return holders.size() < MOST && holders.add(history);
    }

    synchronized void give(EventHistory history) {
        holders.remove(history);
    }
}
