package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.libbpf.ring.RecordHandler;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.StreamLedger;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Passes the events of a tracker's streams to its subscribers: it numbers the events, filters and copies them to each
 * subscriber's buffer, and keeps the ledger. Lives as long as the tracker, over all its runs.
 *
 * <p>One lock guards it. Readers take it once for a batch of records, so the cost per event is the copy alone.
 */
public final class TrackerHub {
    /** The most subscribers. Only a leak would reach more, and each has a buffer of its own. */
    static final int MAX_SUBSCRIBERS = 128;

    /**
     * The lock is fair, because the thread that reads events takes it again and again, and a caller that wants to subscribe
     * must get its turn all the same.
     */
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<String, StreamCounters> counters = new LinkedHashMap<>();
    private CompiledSchema[] schemas = new CompiledSchema[0];
    private RecordView[] views = new RecordView[0];
    private RecordHandler[] handlers = new RecordHandler[0];
    private StreamCounters[] ledgers = new StreamCounters[0];
    private final EventHistory history;
    private Subscriber[] subscribers = new Subscriber[0];
    private long sequence;
    private long batchNanos;
    private boolean running;

    /** Makes a hub that shares the memory for last events with no other. */
    public TrackerHub() {
        this(new HistoryBudget());
    }

    /** Makes a hub. @param budget for the last events, shared with other hubs */
    public TrackerHub(HistoryBudget budget) {
        history = new EventHistory(budget);
    }

    /** Returns the streams of the current run; empty when there is none. */
    public List<EventSchema> streams() {
        lock.lock();
        try {
            return running ? List.of(schemas) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Begins a run with these streams. */
    void begin(List<CompiledSchema> streams) {
        lock.lock();
        try {
            use(streams.toArray(CompiledSchema[]::new));
            running = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Continues with the streams of a new version. Subscribers stay; one whose filter does not fit the new streams is told
     * so and ended.
     */
    void goOn(List<CompiledSchema> streams, Notice.Updated notice) {
        CompiledSchema[] next = streams.toArray(CompiledSchema[]::new);
        Map<SubscriberBuffer, Supplier<Subscriber>> prepared = new IdentityHashMap<>();
        List<Subscriber> known;
        lock.lock();
        try {
            known = List.of(subscribers);
        } finally {
            lock.unlock();
        }
        // The thread that reads the events of all trackers needs the lock, so filters are compiled before it is taken.
        known.forEach(subscriber -> prepared.put(subscriber.buffer(), subscriber.bound(next)));
        lock.lock();
        try {
            use(next);
            List<Subscriber> staying = new ArrayList<>();
            for (Subscriber subscriber : subscribers) {
                try {
                    Supplier<Subscriber> bound = prepared.get(subscriber.buffer());
                    Subscriber stays = (bound != null ? bound : subscriber.bound(next)).get();
                    staying.add(stays);
                    subscriber.buffer().notice(notice, schemas, stays.rest());
                } catch (TrackerException e) {
                    subscriber.buffer().end(new Notice.Ended(Notice.End.FILTER, notice.text()
                            + ", which the filter does not fit: " + e.getMessage()));
                }
            }
            subscribers(staying.toArray(Subscriber[]::new));
            signal();
        } finally {
            lock.unlock();
        }
    }

    private void use(CompiledSchema[] streams) {
        schemas = streams;
        views = Arrays.stream(streams).map(CompiledSchema::newView).toArray(RecordView[]::new);
        ledgers = Arrays.stream(streams).map(s -> counters.computeIfAbsent(s.stream() + '\0' + s.map(),
                key -> new StreamCounters(s.stream(), s.map()))).toArray(StreamCounters[]::new);
        history.use(streams);
        handlers = IntStream.range(0, schemas.length).mapToObj(this::handler).toArray(RecordHandler[]::new);
    }

    private RecordHandler handler(int index) {
        return (memory, offset, length) -> publish(index, memory, offset, length);
    }

    /** Says what stream {@code index} can hold and whether its losses are counted. */
    void describe(int index, boolean countsLosses, long capacityBytes) {
        lock.lock();
        try {
            ledgers[index].newRun(countsLosses, capacityBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a run: subscribers get what is waiting, then {@link Notice.Ended}. */
    public void end(Notice.Ended last) {
        lock.lock();
        try {
            running = false;
            for (Subscriber subscriber : subscribers) {
                subscriber.buffer().end(last);
            }
            subscribers(new Subscriber[0]);
        } finally {
            lock.unlock();
        }
    }

    private void subscribers(Subscriber[] next) {
        subscribers = next;
        history.used(Arrays.stream(next).anyMatch(subscriber -> subscriber.options().resumable()));
    }

    /**
     * Drains up to {@code maxRecords} of a ring into stream {@code index}.
     *
     * @param quietly see {@link EventReader#drainQuietly}
     * @return number of records read
     */
    int drain(int index, EventReader reader, int maxRecords, boolean quietly) {
        lock.lock();
        try {
            batchNanos = System.currentTimeMillis() * 1_000_000;
            try {
                return quietly ? reader.drainQuietly(handlers[index], maxRecords)
                        : reader.drain(handlers[index], maxRecords);
            } finally {
                ledgers[index].filled(reader.highestFillBytes());
                signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Publishes records that were read before their turn. */
    void publish(int index, StagedRecords staged) {
        lock.lock();
        try {
            batchNanos = System.currentTimeMillis() * 1_000_000;
            staged.replay(handlers[index]);
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Publishes rows that were read at one moment. */
    void publishBatch(int index, List<ByteBuffer> records) {
        lock.lock();
        try {
            batchNanos = System.currentTimeMillis() * 1_000_000;
            for (ByteBuffer record : records) {
                publish(index, record, 0, record.limit());
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    private void publish(int index, ByteBuffer memory, int offset, int length) {
        StreamCounters ledger = ledgers[index];
        ledger.read++;
        if (!schemas[index].decodable(length)) {
            ledger.undecodable++;
            return;
        }
        long number = ++sequence;
        history.add(index, memory, offset, length, number, batchNanos);
        RecordView view = null;
        for (Subscriber subscriber : subscribers) {
            if (subscriber.filter() != null) {
                view = view != null ? view : views[index].at(memory, offset, length, number, batchNanos);
                if (!subscriber.filter().matches(view)) {
                    continue;
                }
            }
            subscriber.buffer().offer(index, memory, offset, length, number, batchNanos);
        }
    }

    /** Counts records of stream {@code index} that were read for one reader alone, if the stream is still that one. */
    void counted(int index, CompiledSchema schema, long read, long undecodable) {
        lock.lock();
        try {
            if (index < schemas.length && schemas[index] == schema) {
                ledgers[index].read += read;
                ledgers[index].undecodable += undecodable;
            }
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        for (Subscriber subscriber : subscribers) {
            subscriber.buffer().signal();
        }
    }

    /** Updates the ledger from the kernel's count and tells subscribers of new losses. */
    void lost(int index, LongSupplier sinceLoad) {
        lock.lock();
        try {
            long more = ledgers[index].lost(sinceLoad.getAsLong());
            if (more > 0) {
                for (Subscriber subscriber : subscribers) {
                    subscriber.buffer().notice(new Notice.KernelLost(schemas[index].stream(), more));
                }
                signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @throws TrackerException when the filter is wrong, no run is under way or there are too many subscribers */
    public ConfirmedSubscription subscribe(SubscriptionOptions options) {
        EventFilter wanted = EventFilter.parse(options.filter());
        while (true) {
            CompiledSchema[] current;
            List<CompiledSchema> kept;
            lock.lock();
            try {
                checkRoom();
                current = schemas;
                kept = options.after().isPresent() ? history.schemas() : List.of();
            } finally {
                lock.unlock();
            }
            // Compiling and allocating take long compared with what the lock is held for, so they are done without it.
            EventFilter.Parts parts = wanted.split(List.of(current));
            CompiledFilter ofEarlier = options.after().isPresent() ? Replay.filter(wanted, kept) : null;
            SubscriberBuffer buffer = new SubscriberBuffer(options, history.epoch(), current, parts.whole(), this::unsubscribe);
            lock.lock();
            try {
                checkRoom();
                if (schemas == current && (ofEarlier == null || history.schemas().equals(kept))) {
                    options.after().ifPresent(last -> buffer.begin(history.after(last, ofEarlier, sequence)));
                    add(Subscriber.of(buffer, options, wanted, parts));
                    return buffer;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void add(Subscriber subscriber) {
        Subscriber[] next = Arrays.copyOf(subscribers, subscribers.length + 1);
        next[next.length - 1] = subscriber;
        subscribers(next);
        if (subscriber.options().resumable()) {
            history.keep(schemas, sequence);
        }
    }

    private void checkRoom() {
        if (!running) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT,
                    "the tracker is not running, so it has no events", "start it first"));
        }
        if (subscribers.length >= MAX_SUBSCRIBERS) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT,
                    "the tracker has " + MAX_SUBSCRIBERS + " subscribers already", "end one of them first"));
        }
    }

    private void unsubscribe(SubscriberBuffer buffer) {
        lock.lock();
        try {
            subscribers(Arrays.stream(subscribers).filter(s -> s.buffer() != buffer).toArray(Subscriber[]::new));
        } finally {
            lock.unlock();
        }
    }

    public List<StreamLedger> streamLedgers() {
        lock.lock();
        try {
            return counters.values().stream().map(StreamCounters::ledger).toList();
        } finally {
            lock.unlock();
        }
    }

    public List<SubscriberLedger> subscriberLedgers() {
        lock.lock();
        try {
            List<SubscriberLedger> ledgers = new ArrayList<>();
            for (Subscriber subscriber : subscribers) {
                ledgers.add(subscriber.buffer().ledger());
            }
            return ledgers;
        } finally {
            lock.unlock();
        }
    }
}
