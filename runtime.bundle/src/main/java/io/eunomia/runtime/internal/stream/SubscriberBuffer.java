package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A subscription that hands over records, from a queue of its own. */
final class SubscriberBuffer implements ConfirmedSubscription {
    private final String epoch;
    private final RecordQueue queue;
    private final RecordReader reader;
    private final Consumer<RecordQueue> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The events from before the subscriber came; null when they were handed over. */
    private Replay replay;

    /**
     * @param epoch of the ids of its events
     * @param reader of {@code queue}
     * @param onClose called once, on the thread that closes
     */
    SubscriberBuffer(String epoch, RecordQueue queue, RecordReader reader, Consumer<RecordQueue> onClose) {
        this.epoch = epoch;
        this.queue = queue;
        this.reader = reader;
        this.onClose = onClose;
    }

    /** Sets what is handed over first; called before anybody polls. */
    void begin(Replay before) {
        replay = before;
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public List<EventSchema> streams() {
        return reader.streams();
    }

    @Override
    public int poll(EventConsumer consumer, int maxEvents, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (replay != null && !closed.get()) {
            int count = replay.drain(consumer, maxEvents, queue.counts());
            replay = count < maxEvents ? null : replay;
            if (count > 0 || replay != null) {
                return count;
            }
        }
        return reader.poll(consumer, maxEvents, () -> false, deadline, closed::get);
    }

    @Override
    public long offered() {
        return queue.counts().offered();
    }

    @Override
    public long delivered() {
        return queue.counts().delivered();
    }

    @Override
    public long dropped() {
        return queue.counts().dropped();
    }

    @Override
    public void confirmEach() {
        reader.confirmEach();
        queue.hold();
    }

    @Override
    public void confirm(long arrived, long lost) {
        queue.counts().countDelivered(arrived);
        queue.counts().countFailed(lost);
    }

    @Override
    public boolean ending() {
        return queue.ended();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(queue);
            queue.wake();
        }
    }
}
