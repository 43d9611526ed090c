package io.eunomia.runtime.internal.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A position in a ring that one thread moves and another looks at. It has the lines of the processor's cache around it to
 * itself, so that neither thread slows the other by what it writes beside it.
 */
@SuppressWarnings("UnusedVariable")    // the fields around the position only take room
final class RingPosition {
    private static final VarHandle POSITION;

    static {
        try {
            POSITION = MethodHandles.lookup().findVarHandle(RingPosition.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Two lines on each side, since processors fetch them in pairs. Fields of one size stay in their order.
    private long before0, before1, before2, before3, before4, before5, before6, before7;
    private long before8, before9, before10, before11, before12, before13, before14;
    private long position;
    /** The other side's position as the thread that moves this one saw it last. It looks again only when that is not enough. */
    long other;
    private long after0, after1, after2, after3, after4, after5, after6, after7;
    private long after8, after9, after10, after11, after12, after13, after14;

    RingPosition(long start) {
        position = start;
    }

    /** Returns the position to the thread that moves it. */
    long own() {
        return position;
    }

    /** Moves the position; what was written before is seen by whoever sees the move. */
    void publish(long next) {
        POSITION.setRelease(this, next);
    }

    /** Returns the position to any thread, not older than what it has written itself. */
    long seen() {
        return (long) POSITION.getVolatile(this);
    }
}
