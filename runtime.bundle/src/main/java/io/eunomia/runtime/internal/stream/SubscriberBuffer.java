package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The bounded buffer of one subscriber: a ring of bytes with one producer (whoever holds the hub's lock) and one
 * consumer (the thread that polls). Entries are copies of records behind a header, contiguous and 8-byte aligned:
 * {@code int length, int schema, long sequence, long readNanos, bytes}. Two negative schema numbers are marks of 8
 * bytes: the rest of the ring is unused; the next notice stands here.
 */
final class SubscriberBuffer implements Subscription {
    private static final int HEADER = 24;
    private static final int MARK = 8;
    private static final int REST_UNUSED = -1;
    private static final int NOTICE = -2;
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(SubscriberBuffer.class, "written", long.class);
            READ = lookup.findVarHandle(SubscriberBuffer.class, "read", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final Consumer<SubscriberBuffer> onClose;
    private final ByteBuffer ring;
    private final int mask;
    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();

    /** @param schemas of the events that follow; null when they stay as they are */
    private record Told(Notice notice, CompiledSchema[] schemas) {
    }

    // Written by the producer.
    private int unmarked;
    private long written;
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private long untoldDrops;
    private volatile boolean ended;

    // Written by the consumer.
    private volatile CompiledSchema[] schemas;
    private RecordView[] views = new RecordView[0];
    private long read;
    private final AtomicLong delivered = new AtomicLong();
    private volatile boolean closed;
    private volatile Thread waiting;

    /** @param onClose called once, on the thread that closes */
    SubscriberBuffer(String name, int bytes, CompiledSchema[] schemas, Consumer<SubscriberBuffer> onClose) {
        this.name = name;
        this.onClose = onClose;
        int capacity = Integer.highestOneBit(Math.max(4096, bytes) * 2 - 1);
        ring = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
        mask = capacity - 1;
        this.schemas = schemas;
    }

    /** Under the hub's lock, so that nothing is offered meanwhile. */
    SubscriberLedger ledger() {
        long out = delivered.get();
        long lost = dropped.get();
        long in = offered.get();
        return new SubscriberLedger(name, in, out, lost, in - out - lost);
    }

    // --- producer, under the hub's lock

    void offer(int schema, ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        count(offered);
        int need = HEADER + (length + 7 & -8);
        // Everything told before this event must stand before it in the ring.
        if (!room(need + MARK * (unmarked + 1))) {
            drop();
            return;
        }
        tellDrops();
        mark();
        if (!reserve(need)) {
            drop();
            return;
        }
        int at = (int) written & mask;
        ring.putInt(at, length);
        ring.putInt(at + 4, schema);
        ring.putLong(at + 8, sequence);
        ring.putLong(at + 16, readNanos);
        ring.put(at + HEADER, memory, offset, length);
        WRITTEN.setRelease(this, written + need);
    }

    /** Each counter has one writer, so a plain read and an ordered write suffice. */
    private static void count(AtomicLong counter) {
        counter.lazySet(counter.getPlain() + 1);
    }

    private void drop() {
        count(dropped);
        untoldDrops++;
    }

    private void tellDrops() {
        if (untoldDrops > 0) {
            told.add(new Told(new Notice.Dropped(untoldDrops), null));
            unmarked++;
            untoldDrops = 0;
        }
    }

    /** Notices are few and are never dropped: while the ring is full they wait, and events after them are dropped. */
    void notice(Notice notice) {
        tell(new Told(notice, null));
    }

    /** As {@link #notice}; what is offered from now on has these schemas. */
    void notice(Notice notice, CompiledSchema[] next) {
        tell(new Told(notice, next));
    }

    private void tell(Told one) {
        told.add(one);
        unmarked++;
        mark();
    }

    private void mark() {
        while (unmarked > 0 && reserve(MARK)) {
            ring.putInt(((int) written & mask) + 4, NOTICE);
            WRITTEN.setRelease(this, written + MARK);
            unmarked--;
        }
    }

    private boolean room(int need) {
        int at = (int) written & mask;
        int skipped = at + need > mask + 1 ? mask + 1 - at : 0;
        return written + skipped + need - (long) READ.getAcquire(this) <= mask + 1;
    }

    /** Makes the next {@code need} bytes contiguous and free, or changes nothing. */
    private boolean reserve(int need) {
        if (!room(need)) {
            return false;
        }
        int at = (int) written & mask;
        if (at + need > mask + 1) {
            ring.putInt(at + 4, REST_UNUSED);
            WRITTEN.setRelease(this, written + (mask + 1 - at));
        }
        return true;
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
            boolean last = ended || closed;
            int count = closed ? 0 : drain(consumer, maxEvents);
            if (count > 0) {
                return count;
            }
            if (last) {
                return -1;
            }
            long rest = deadline - System.nanoTime();
            if (rest <= 0) {
                return 0;
            }
            await(rest);
        }
    }

    private void await(long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            if (read == (long) WRITTEN.getVolatile(this) && !ended && !closed) {
                LockSupport.parkNanos(this, nanos);
            }
        } finally {
            waiting = null;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private int drain(EventConsumer consumer, int maxEvents) {
        int count = 0;
        long end = (long) WRITTEN.getAcquire(this);
        while (read < end && count < maxEvents) {
            int at = (int) read & mask;
            int schema = ring.getInt(at + 4);
            if (schema == REST_UNUSED) {
                READ.setRelease(this, read + (mask + 1 - at));
            } else if (schema == NOTICE) {
                READ.setRelease(this, read + MARK);
                handOver(consumer);
                count++;
            } else {
                int length = ring.getInt(at);
                consumer.event(view(schema).at(ring, at + HEADER, length, ring.getLong(at + 8),
                        ring.getLong(at + 16)));
                count(delivered);
                READ.setRelease(this, read + HEADER + (length + 7 & -8));
                count++;
            }
        }
        // After the end nobody marks any more what waited for room.
        while (ended && read == (long) WRITTEN.getAcquire(this) && count < maxEvents && !told.isEmpty()) {
            handOver(consumer);
            count++;
        }
        return count;
    }

    private void handOver(EventConsumer consumer) {
        Told next = told.remove();
        if (next.schemas() != null) {
            schemas = next.schemas();
            views = new RecordView[0];
        }
        consumer.notice(next.notice());
    }

    private RecordView view(int schema) {
        if (schema >= views.length) {
            CompiledSchema[] all = schemas;
            List<RecordView> grown = new ArrayList<>(List.of(views));
            for (int i = views.length; i < all.length; i++) {
                grown.add(all[i].newView());
            }
            views = grown.toArray(RecordView[]::new);
        }
        return views[schema];
    }

    @Override
    public long offered() {
        return offered.get();
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        synchronized (told) {
            if (closed) {
                return;
            }
            closed = true;
        }
        onClose.accept(this);
        wake();
    }
}
