package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The bounded queue of records and notices before one subscriber. Its producer is the thread that holds the hub's lock, its
 * consumer a {@link RecordReader}. Records are copied into a ring of bytes; what does not fit is dropped and counted.
 */
final class RecordQueue {
    /** A consumer that has taken nothing for so long is stuck, and what it has no room for is dropped. */
    static final long STUCK_NANOS = 1_000_000_000L;

    private final SubscriberCounts counts = new SubscriberCounts();
    private final EntryRing ring;
    private final MarkedNotices notices;
    private volatile boolean ended;
    private volatile Thread waiting;
    /** Whether the thread that waits wants more than one record. */
    private volatile boolean gathering;
    /** Whether records wait in the kernel's ring while there is no room for them here. */
    private volatile boolean holds;
    private long consumedBefore = -1;
    private long consumedSince;

    /** @param bytes for the records that wait */
    RecordQueue(int bytes) {
        ring = new EntryRing(bytes);
        notices = new MarkedNotices(ring);
    }

    SubscriberCounts counts() {
        return counts;
    }

    // --- producer, under the hub's lock

    void offer(int schema, ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        counts.countOffered();
        boolean fits = notices.room(length);
        if (fits) {
            notices.tellDrops();
            notices.mark();
        }
        if (!fits || !ring.put(schema, memory, offset, length, sequence, readNanos)) {
            counts.countDropped(1);
            notices.countDrop();
        }
    }

    /** Tells whether half of it is empty. */
    boolean roomy() {
        return ring.roomy();
    }

    /**
     * Tells how many records there is room for, so that the others may wait in the kernel's ring. An export's queue takes none
     * while less than half of it is empty, unless its consumer is stuck. A queue that nobody holds records for takes any number.
     *
     * @param bytes of a record
     * @param most the answer when there is room for as many
     * @param now {@link System#nanoTime}
     */
    int room(int bytes, int most, long now) {
        if (!holds) {
            return most;
        }
        if (ring.roomy()) {
            return ring.fitting(bytes, most);
        }
        long consumed = ring.consumed();
        if (consumed != consumedBefore) {
            consumedBefore = consumed;
            consumedSince = now;
        }
        return now - consumedSince < STUCK_NANOS ? 0 : most;
    }

    void tell(Notice notice) {
        notices.tell(MarkedNotices.Told.of(notice));
    }

    /** Adds a notice; records offered from now on have these schemas and are filtered by {@code rest}. */
    void tell(Notice notice, CompiledSchema[] schemas, CompiledFilter rest) {
        notices.tell(new MarkedNotices.Told(notice, schemas, rest, null));
    }

    /** Has the consumer run an action between the records that were offered so far and those that follow. */
    void mark(Runnable reached) {
        notices.tellDrops();
        notices.tell(new MarkedNotices.Told(null, null, null, reached));
        signal();
    }

    /** Ends a batch of offers and wakes the consumer, if there is enough for it. */
    void signal() {
        notices.mark();
        VarHandle.fullFence();
        if (!gathering || ended || ring.crowded()) {
            wake();
        }
    }

    /** Wakes the consumer so that it looks at what it waits for again. Any thread. */
    void wake() {
        // Orders the writes of the batch before the read of "waiting"; the consumer does the reverse.
        VarHandle.fullFence();
        Thread consumer = waiting;
        if (consumer != null) {
            LockSupport.unpark(consumer);
        }
    }

    void end(Notice last) {
        notices.tellDrops();
        tell(last);
        ended = true;
        signal();
    }

    // --- consumer

    /** Has records wait in the ring, as far as that has room, when the consumer is slow. */
    void hold() {
        holds = true;
    }

    EntryRing ring() {
        return ring;
    }

    /** Tells whether nothing will be added any more. Any thread may ask. */
    boolean ended() {
        return ended;
    }

    /** Returns the next notice without regard to its mark, or null; called after the end, when nobody sets marks any more. */
    MarkedNotices.Told unmarked() {
        return notices.isEmpty() ? null : notices.next();
    }

    /** Returns the notice whose mark was reached. */
    MarkedNotices.Told marked() {
        return notices.next();
    }

    /** Waits until something was added, the time is over, or {@code leave} is true and somebody calls {@link #wake}. */
    void await(long nanos, BooleanSupplier leave) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            if (!ring.next() && !ended && !leave.getAsBoolean()) {
                LockSupport.parkNanos(this, nanos);
            }
        } finally {
            waiting = null;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Waits until the queue is a quarter full, or for one of the other reasons that end {@link #await}. */
    void gather(long nanos, BooleanSupplier leave) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        gathering = true;
        waiting = Thread.currentThread();
        try {
            for (long left = nanos; left > 0 && !ended && !leave.getAsBoolean() && !ring.crowdedForReader()
                    && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting = null;
            gathering = false;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
