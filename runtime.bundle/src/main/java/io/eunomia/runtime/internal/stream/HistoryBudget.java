package io.eunomia.runtime.internal.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** Limits the memory in which trackers keep their last events: 8 MiB for all. Any thread. */
public final class HistoryBudget {
    private static final int MOST_BYTES = 8 << 20;

    private final Map<EventHistory, Integer> holders = new LinkedHashMap<>();

    /**
     * Makes room for a history of the usual size, if need be by taking it from those that no reader may come back to.
     *
     * @return whether there is room for this one
     */
    synchronized boolean take(EventHistory history) {
        if (holders.containsKey(history)) {
            return true;
        }
        if (left() < EventHistory.BYTES) {
            holders.keySet().removeIf(EventHistory::dropIfUnused);
        }
        return hold(history, left() < EventHistory.BYTES ? 0 : EventHistory.BYTES);
    }

    /**
     * Gives a history half of what is left, because many events come at once that its readers have not seen.
     *
     * @return the bytes, a power of two; 0 when there is no room
     */
    synchronized int takeHalf(EventHistory history) {
        int bytes = Math.max(Integer.highestOneBit(left() / 2), EventHistory.BYTES);
        return hold(history, left() < bytes ? 0 : bytes) ? bytes : 0;
    }

    private boolean hold(EventHistory history, int bytes) {
        if (bytes > 0) {
            holders.put(history, bytes);
        }
        return bytes > 0;
    }

    private int left() {
        return MOST_BYTES - holders.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void give(EventHistory history) {
        holders.remove(history);
    }
}
