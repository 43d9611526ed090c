package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs each of some iterators once, as it is polled: the programs wait for the reader, so nothing is dropped. It ends when
 * they have ended. One thread polls; closing may come from any.
 */
final class IteratorReading implements Subscription {
    private final List<IteratorStream> streams;
    /** With what is added for this reader. */
    private final List<CompiledSchema> schemas;
    private final CompiledFilter filter;
    private final AtomicLong delivered = new AtomicLong();
    private final ReentrantLock polling = new ReentrantLock();
    private int current;
    private IteratorRecords records;
    private RecordView view;
    private long sequence;
    private long read;
    private long undecodable;
    private boolean told;
    private volatile boolean closed;

    /** Prepares to read. @throws TrackerException when the filter is wrong, or the options ask to go on from an event */
    IteratorReading(TrackerHub hub, List<IteratorStream> streams, SubscriptionOptions options) {
        if (options.after().isPresent()) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "iterators are read anew each time: there is no event"
                    + " to go on from", "leave it out"));
        }
        this.streams = streams;
        List<CompiledSchema> plain = streams.stream().map(IteratorStream::schema).toList();
        EnrichedFilter wanted = hub.wanted(options, plain);
        schemas = List.of(wanted.bind(plain.toArray(CompiledSchema[]::new)).schemas());
        filter = wanted.filter().all() ? null : wanted.filter().compile(schemas);
    }

    @Override
    public List<EventSchema> streams() {
        return List.copyOf(schemas);
    }

    @Override
    public int poll(EventConsumer consumer, int maxEvents, Duration timeout) {
        polling.lock();
        try {
            return poll(consumer, maxEvents);
        } finally {
            polling.unlock();
            endIfClosed();
        }
    }

    private int poll(EventConsumer consumer, int maxEvents) {
        int count = 0;
        try {
            while (count < maxEvents && !closed && advance()) {
                count += deliver(consumer) ? 1 : 0;
            }
        } catch (IOException e) {
            endRun();
            throw new UncheckedIOException(e);
        }
        if (count == 0 && !closed && !told) {
            told = true;
            consumer.notice(new Notice.Ended(Notice.End.COMPLETE, "read to the end"));
            return 1;
        }
        return count == 0 ? -1 : count;
    }

    /** Moves to the next record, of the next iterator if need be. */
    private boolean advance() throws IOException {
        while (current < streams.size()) {
            if (records == null) {
                records = streams.get(current).open();
                view = schemas.get(current).newView();
            }
            if (records.next()) {
                return true;
            }
            endRun();
            current++;
        }
        return false;
    }

    private boolean deliver(EventConsumer consumer) {
        read++;
        if (!streams.get(current).schema().decodable(records.length())) {
            undecodable++;
            return false;
        }
        view.at(records.memory(), records.offset(), records.length(), ++sequence, System.currentTimeMillis() * 1_000_000);
        if (filter != null && !filter.matches(view)) {
            return false;
        }
        delivered.incrementAndGet();
        consumer.event(view);
        return true;
    }

    private void endRun() {
        if (records != null) {
            streams.get(current).counted(read, undecodable);
            read = 0;
            undecodable = 0;
            try {
                records.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                records = null;
            }
        }
    }

    @Override
    public long offered() {
        return delivered.get();
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        endIfClosed();
    }

    /** Ends the reading after it was closed; if a thread polls meanwhile, that thread does it afterwards. */
    private void endIfClosed() {
        if (closed && polling.tryLock()) {
            try {
                endRun();
            } finally {
                polling.unlock();
            }
        }
    }
}
