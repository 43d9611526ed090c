package io.eunomia.runtime.internal.stream;

/**
 * Decides whether a ring is waited for or polled every fraction of a millisecond. Being woken costs several times what an
 * event costs, on the producers' side too; so a ring with ten thousand events a second or more is busy: the kernel is kept
 * from waking, and the reader naps between two looks. An event of a busy ring is read at most a nap later, one of a quiet
 * ring at once.
 *
 * <p>Naps are the shorter the fuller the ring was: what comes during one must find room.
 *
 * <p>Confined to the loop's thread.
 */
final class Pace {
    /** The longest nap, which bounds how long a busy ring's events wait. */
    static final long LONGEST_NANOS = 1_000_000;
    /** The shortest nap; the kernel lets a shorter sleep last about as long (timer slack). */
    static final long SHORTEST_NANOS = 50_000;
    /** A ring becomes busy from so many events in a window on. */
    static final int ENTER_EVENTS = 8;
    static final long WINDOW_NANOS = 1_000_000;
    /** A busy ring becomes quiet when there were fewer than these after each of a few naps. */
    static final int STAY_EVENTS = 3;
    static final int POOR_LOOKS = 3;

    private boolean busy;
    private long nap;
    private int poor;
    private long windowStart;
    private int windowEvents;

    boolean busy() {
        return busy;
    }

    /**
     * Returns how long to nap; called after each look.
     *
     * @param events that the look found
     * @param fill of the ring when it began, in bytes like {@code capacity}
     * @param now {@link System#nanoTime}
     * @return how long to nap in ns, or {@link EventSource#WAIT} when the ring is not busy
     */
    long next(int events, long fill, long capacity, long now) {
        if (busy) {
            poor = events < STAY_EVENTS ? poor + 1 : 0;
            busy = poor < POOR_LOOKS;
            nap = nap(fill, capacity);
        } else {
            busy = crowded(events, now);
            nap = SHORTEST_NANOS;
            poor = 0;
        }
        return busy ? nap : EventSource.WAIT;
    }

    private boolean crowded(int events, long now) {
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            windowEvents = 0;
        }
        windowEvents += events;
        return windowEvents >= ENTER_EVENTS;
    }

    private long nap(long fill, long capacity) {
        if (fill > capacity / 2) {
            return 0;
        }
        long wanted = fill > capacity / 4 ? nap / 2 : fill < capacity / 16 ? nap * 2 : nap;
        return Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, wanted));
    }
}
