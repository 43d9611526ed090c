package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The bounded buffer of one subscriber. Its producer is the thread that holds the hub's lock, its consumer the thread that
 * polls. Records are copied into a ring of bytes, and notices stand among them.
 */
final class SubscriberBuffer implements ConfirmedSubscription {

    private final String name;
    private final String epoch;
    private final Consumer<SubscriberBuffer> onClose;
    private final SubscriberCounts counts = new SubscriberCounts();
    private final EntryRing ring;
    private final MarkedNotices notices;

    // Written by the producer.
    private volatile boolean ended;

    // Written by the consumer.
    private volatile boolean confirming;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile CompiledSchema[] schemas;
    private RecordView[] views = new RecordView[0];
    private CompiledFilter rest;
    private volatile Thread waiting;
    /** The events from before the subscriber came; null when they were handed over. */
    private Replay replay;

    /**
     * @param epoch of the ids of its events
     * @param rest the part of the filter that takes too long for the producer; decided on the consumer's thread. What it
     *     refuses counts as never offered. Null for none
     * @param onClose called once, on the thread that closes
     */
    SubscriberBuffer(SubscriptionOptions options, String epoch, CompiledSchema[] schemas, CompiledFilter rest,
            Consumer<SubscriberBuffer> onClose) {
        this.rest = rest;
        this.name = options.name();
        this.epoch = epoch;
        this.onClose = onClose;
        this.ring = new EntryRing(options.bufferBytes());
        this.notices = new MarkedNotices(ring);
        this.schemas = schemas;
    }

    /** Sets what is handed over first; called before anybody polls or offers. */
    void begin(Replay before) {
        replay = before;
    }

    @Override
    public String epoch() {
        return epoch;
    }

    /** Returns the ledger; called under the hub's lock, so that nothing is offered meanwhile. */
    SubscriberLedger ledger() {
        return counts.ledger(name);
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
            counts.countDropped();
            notices.countDrop();
        }
    }

    void notice(Notice notice) {
        notices.tell(notice, null, null);
    }

    /** Adds a notice; events offered from now on have these schemas and are filtered by {@code nextRest}. */
    void notice(Notice notice, CompiledSchema[] next, CompiledFilter nextRest) {
        notices.tell(notice, next, nextRest);
    }

    /** Ends a batch of offers and wakes the consumer. */
    void signal() {
        notices.mark();
        wake();
    }

    private void wake() {
        // Orders the writes of the batch before the read of "waiting"; the consumer does the reverse.
        VarHandle.fullFence();
        Thread consumer = waiting;
        if (consumer != null) {
            LockSupport.unpark(consumer);
        }
    }

    void end(Notice last) {
        notices.tellDrops();
        notice(last);
        ended = true;
        signal();
    }

    // --- consumer

    @Override
    public List<EventSchema> streams() {
        return List.of(schemas);
    }

    @Override
    public int poll(EventConsumer consumer, int maxEvents, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            boolean last = ended || closed.get();
            int count = closed.get() ? 0 : drain(consumer, maxEvents, deadline);
            if (count > 0) {
                return count;
            }
            // A caller that asks for no events wants to know whether there will be more.
            if (last && (closed.get() || maxEvents == 0 && replay == null || !ring.next())) {
                return -1;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return 0;
            }
            await(left);
        }
    }

    private void await(long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            if (!ring.next() && !ended && !closed.get()) {
                LockSupport.parkNanos(this, nanos);
            }
        } finally {
            waiting = null;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private int drain(EventConsumer consumer, int maxEvents, long deadline) {
        int count = replay == null ? 0 : replay(consumer, maxEvents);
        while (count < maxEvents && ring.next()) {
            if (ring.marked()) {
                ring.release();
                handOver(consumer);
                count++;
            } else if (deliver(consumer)) {
                count++;
            } else if (closed.get() || System.nanoTime() - deadline >= 0) {
                break;
            }
        }
        // After the end no producer sets the marks of notices that waited for room.
        while (ended && count < maxEvents && !ring.next() && !notices.isEmpty()) {
            handOver(consumer);
            count++;
        }
        return count;
    }

    private int replay(EventConsumer consumer, int most) {
        long before = replay.delivered();
        int count;
        try {
            count = replay.drain(consumer, most);
        } finally {
            counts.countReplayed(replay.delivered() - before);
        }
        if (count < most) {
            replay = null;
        }
        return count;
    }

    /** An event at which the consumer fails is not handed over again. @return false when the filter refuses it */
    private boolean deliver(EventConsumer consumer) {
        boolean wanted = true;
        try {
            RecordView event = view(ring.schema()).at(ring.memory(), ring.offset(), ring.length(), ring.sequence(),
                    ring.readNanos());
            wanted = rest == null || rest.matches(event);
            if (wanted) {
                consumer.event(event);
            }
            return wanted;
        } finally {
            if (!wanted) {
                counts.countUnwanted();
            } else if (!confirming) {
                counts.countDelivered(1);
            }
            ring.release();
        }
    }

    private void handOver(EventConsumer consumer) {
        MarkedNotices.Told next = notices.next();
        if (next.schemas() != null) {
            schemas = next.schemas();
            views = new RecordView[0];
            rest = next.rest();
        }
        consumer.notice(next.notice());
    }

    private RecordView view(int schema) {
        if (views.length == 0) {
            views = Arrays.stream(schemas).map(CompiledSchema::newView).toArray(RecordView[]::new);
        }
        return views[schema];
    }

    @Override
    public long offered() {
        return counts.offered();
    }

    @Override
    public long delivered() {
        return counts.delivered();
    }

    @Override
    public long dropped() {
        return counts.dropped();
    }

    @Override
    public void confirmEach() {
        confirming = true;
    }

    @Override
    public void confirm(long arrived, long lost) {
        counts.countDelivered(arrived);
        counts.countFailed(lost);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(this);
            wake();
        }
    }
}
