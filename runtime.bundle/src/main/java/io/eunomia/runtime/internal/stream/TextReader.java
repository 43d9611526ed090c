package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A subscription that hands over text which all readers of its selection share. Place, drops and ledger are its own, and so
 * are the events from before it came and the notice of the end.
 */
final class TextReader implements Subscription {

    /** What the group's queue had counted at some moment that lies before this reader's first event. */
    private record Before(long unwanted, long failed) {
    }

    /** The counts at the moment at which the reader left. */
    private record Left(long offered, long dropped) {
    }

    private final String name;
    private final String epoch;
    private final TextGroup group;
    private final Consumer<TextReader> onClose;
    private final SubscriberCounts own = new SubscriberCounts();
    private final long offeredBefore;
    private final long droppedBefore;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Left left;

    // Written once, by the reader who leads.
    private volatile Before before;
    private volatile byte[] introduction;
    private volatile TextWindow.Place place;

    // Used by the thread that polls.
    private Replay replay;
    private boolean toldEnd;
    private volatile Thread waiting;

    /**
     * Makes a reader of a group that gets what is offered from now on; called under the hub's lock.
     *
     * @param replay the events from before, or null
     * @param onClose called once, on the thread that closes
     */
    TextReader(String name, String epoch, TextGroup group, Replay replay, Consumer<TextReader> onClose) {
        this.name = name;
        this.epoch = epoch;
        this.group = group;
        this.replay = replay;
        this.onClose = onClose;
        offeredBefore = group.queue().counts().offeredInAll();
        droppedBefore = group.queue().counts().droppedInAll();
    }

    TextGroup group() {
        return group;
    }

    /** Called by the reader who leads when it has come to this reader's first event. */
    void enter(byte[] text) {
        SubscriberCounts counts = group.queue().counts();
        before = new Before(counts.unwanted(), counts.failed());
        introduction = text;
        place = group.window().enter();
        if (closed.get()) {
            group.window().leave(place);
        }
    }

    boolean hasText() {
        TextWindow.Place at = place;
        return introduction != null || at != null && group.window().waits(at);
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public List<EventSchema> streams() {
        return group.records().streams();
    }

    @Override
    public int poll(EventConsumer consumer, int maxEvents, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (replay != null && !closed.get()) {
            int count = replay.drain(consumer, maxEvents, own);
            replay = count < maxEvents ? null : replay;
            if (count > 0 || replay != null) {
                return count;
            }
        }
        while (!closed.get()) {
            Notice.Ended end = group.ended();
            int count = handOver(consumer);
            if (count > 0) {
                return count;
            }
            if (end != null) {
                return tell(end, consumer);
            }
            long nanos = deadline - System.nanoTime();
            boolean led = group.lead(this, deadline, closed::get);
            if (nanos <= 0 && !(led && (hasText() || group.ended() != null))) {
                return 0;
            }
            if (!led) {
                await(nanos);
            }
        }
        return -1;
    }

    private int tell(Notice.Ended end, EventConsumer consumer) {
        if (toldEnd) {
            return -1;
        }
        toldEnd = true;
        consumer.notice(end);
        return 1;
    }

    /** @return events and notices handed over; the introduction counts as a notice */
    private int handOver(EventConsumer consumer) {
        int count = 0;
        byte[] first = introduction;
        if (first != null) {
            introduction = null;
            if (first.length > 0) {
                consumer.text(ByteBuffer.wrap(first), 0);
                count++;
            }
        }
        TextWindow.Taken taken = place == null ? null : group.window().take(place);
        if (taken == null) {
            return count;
        }
        try {
            if (taken.loss() != null) {
                own.countDropped(taken.loss().events());
                count += taken.loss().tell(consumer);
            }
            if (taken.chunk() != null) {
                consumer.text(taken.chunk().text(), taken.chunk().events());
                count += Math.max(1, taken.chunk().events());
            }
            return count;
        } finally {
            if (taken.chunk() != null) {
                own.countDelivered(taken.chunk().events());
                group.window().release(taken.chunk());
            }
        }
    }

    private void await(long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            if (!closed.get() && group.isLed() && group.ended() == null && !hasText()) {
                LockSupport.parkNanos(this, nanos);
            }
        } finally {
            waiting = null;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Has the thread that polls look again. */
    void wake() {
        VarHandle.fullFence();
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Returns the ledger; called under the hub's lock, so that nothing is offered meanwhile. */
    SubscriberLedger ledger() {
        long out = delivered();
        long lost = dropped();
        long in = offered();
        return new SubscriberLedger(name, in, out, lost, in - out - lost);
    }

    @Override
    public long offered() {
        Left then = left;
        if (then != null) {
            return then.offered() + own.replayed();
        }
        SubscriberCounts counts = group.queue().counts();
        Before first = before;
        // This is read first, so that nothing counts as refused that does not count as offered yet.
        long refused = first == null ? 0 : counts.unwanted() - first.unwanted();
        return counts.offeredInAll() - offeredBefore - refused + own.replayed();
    }

    @Override
    public long delivered() {
        return own.delivered();
    }

    @Override
    public long dropped() {
        Left then = left;
        return own.dropped() + (then != null ? then.dropped() : droppedInQueue());
    }

    private long droppedInQueue() {
        SubscriberCounts counts = group.queue().counts();
        Before first = before;
        return counts.droppedInAll() - droppedBefore + (first == null ? 0 : counts.failed() - first.failed());
    }

    /** Keeps the counts of this moment, from which on events are for the other readers; called under the hub's lock. */
    void leave() {
        left = new Left(offered() - own.replayed(), droppedInQueue());
        TextWindow.Place at = place;
        if (at != null) {
            group.window().leave(at);
        }
    }

    @Override
    public boolean ending() {
        return group.queue().ended();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(this);
            wake();
            group.queue().wake();
        }
    }
}
