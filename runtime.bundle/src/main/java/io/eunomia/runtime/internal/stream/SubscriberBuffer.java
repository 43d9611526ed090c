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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The bounded buffer of one subscriber. Its producer is whoever holds the hub's lock, its consumer the thread that
 * polls. Records are copied into a ring of bytes; notices wait in a queue, and marks in the ring say where they stand.
 */
final class SubscriberBuffer implements ConfirmedSubscription {

    /**
     * @param schemas of the events that follow; null when they stay as they are
     * @param rest what decides about them here
     */
    private record Told(Notice notice, CompiledSchema[] schemas, CompiledFilter rest) {
    }

    private final String name;
    private final String epoch;
    private final Consumer<SubscriberBuffer> onClose;
    private final EntryRing ring;
    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();

    // Written by the producer.
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private int unmarked;
    private long untoldDrops;
    private volatile boolean ended;

    // Written by the consumer.
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong unwanted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean confirming;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile CompiledSchema[] schemas;
    private RecordView[] views = new RecordView[0];
    private CompiledFilter rest;
    private volatile Thread waiting;
    /** Of the time before it came; null when that was handed over. */
    private Replay replay;
    private final AtomicLong replayed = new AtomicLong();

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
        this.schemas = schemas;
    }

    /** What comes first; before anybody polls or offers. */
    void begin(Replay before) {
        replay = before;
    }

    @Override
    public String epoch() {
        return epoch;
    }

    /** Under the hub's lock, so that nothing is offered meanwhile. */
    SubscriberLedger ledger() {
        long out = delivered();
        long lost = dropped();
        long in = offered();
        return new SubscriberLedger(name, in, out, lost, in - out - lost);
    }

    // --- producer, under the hub's lock

    void offer(int schema, ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        count(offered);
        // Everything told before this event must stand before it in the ring.
        boolean fits = ring.room(length, unmarked + 1);
        if (fits) {
            tellDrops();
            mark();
        }
        if (!fits || !ring.put(schema, memory, offset, length, sequence, readNanos)) {
            count(dropped);
            untoldDrops++;
        }
    }

    /** Each counter has one writer, so a plain read and an ordered write suffice. */
    private static void count(AtomicLong counter) {
        counter.lazySet(counter.getPlain() + 1);
    }

    private void tellDrops() {
        if (untoldDrops > 0) {
            told.add(new Told(new Notice.Dropped(untoldDrops), null, null));
            unmarked++;
            untoldDrops = 0;
        }
    }

    /** Notices are few and are never dropped: while the ring is full they wait, and events after them are dropped. */
    void notice(Notice notice) {
        tell(new Told(notice, null, null));
    }

    /** As {@link #notice(Notice)}; what is offered from now on has these schemas, and is decided about by {@code rest}. */
    void notice(Notice notice, CompiledSchema[] next, CompiledFilter nextRest) {
        tell(new Told(notice, next, nextRest));
    }

    private void tell(Told one) {
        told.add(one);
        unmarked++;
        mark();
    }

    private void mark() {
        while (unmarked > 0 && ring.putMark()) {
            unmarked--;
        }
    }

    /** Ends a batch of offers: wakes the consumer. */
    void signal() {
        mark();
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
        tellDrops();
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
            // Who asks for no events asks whether there will be more.
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
        // After the end nobody marks any more what waited for room.
        while (ended && count < maxEvents && !ring.next() && !told.isEmpty()) {
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
            replayed.lazySet(replayed.getPlain() + replay.delivered() - before);
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
                count(unwanted);
            } else if (!confirming) {
                count(delivered);
            }
            ring.release();
        }
    }

    private void handOver(EventConsumer consumer) {
        Told next = told.remove();
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
        // Read before, so that nothing counts as refused that does not count as offered yet.
        long refused = unwanted.get();
        return offered.get() - refused + replayed.get();
    }

    @Override
    public long delivered() {
        return delivered.get() + replayed.get();
    }

    @Override
    public long dropped() {
        return dropped.get() + failed.get();
    }

    @Override
    public void confirmEach() {
        confirming = true;
    }

    @Override
    public void confirm(long arrived, long lost) {
        delivered.lazySet(delivered.getPlain() + arrived);
        failed.lazySet(failed.getPlain() + lost);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(this);
            wake();
        }
    }
}
