package io.eunomia.runtime.internal.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** Limits the memory in which trackers keep their last events: 8 MiB for all. Any thread. */
public final class HistoryBudget {
    private static final int MOST_BYTES = 8 << 20;

    /**
     * Readers can come when all trackers are taken over, one after the other, and the daemon is ready. Meanwhile nothing is
     * held back but what the memory for them cannot hold.
     */
    private static final long READERS_COME_NANOS = 10_000_000_000L;

    private final Map<EventHistory, Integer> holders = new LinkedHashMap<>();
    private volatile long lastTakeOver;

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
     * Gives a history half of what is left, because its tracker was taken over: many events come at once that its readers have
     * not seen.
     *
     * @return the bytes, a power of two; 0 when there is no room
     */
    synchronized int takeHalf(EventHistory history) {
        lastTakeOver = System.nanoTime();
        int bytes = Math.max(Integer.highestOneBit(left() / 2), EventHistory.BYTES);
        return hold(history, left() < bytes ? 0 : bytes) ? bytes : 0;
    }

    /** Tells whether readers of trackers that were taken over may still be about to come. */
    boolean awaitsReaders() {
        return System.nanoTime() - lastTakeOver < READERS_COME_NANOS;
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
