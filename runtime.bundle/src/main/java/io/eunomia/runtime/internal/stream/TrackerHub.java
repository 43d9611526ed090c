package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.libbpf.ring.RecordHandler;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.EnrichmentLedger;
import io.eunomia.runtime.TrackerStats.StreamLedger;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.display.TrackerDisplays;
import io.eunomia.runtime.internal.enrich.Enrichers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Passes the events of a tracker's streams to its subscribers, and keeps the ledger. Lives as long as the tracker, over all
 * its runs.
 *
 * <p>One lock guards it. Readers take it once for a batch of records, so the cost per event is the copy alone.
 */
public final class TrackerHub {
    private final HubLock lock = new HubLock();
    private final HubState state;
    private final Admission admission;
    private final TrackerDisplays displays = new TrackerDisplays();

    /** Makes a hub that shares the memory for last events with no other. */
    public TrackerHub() {
        this(new HistoryBudget());
    }

    /** Makes a hub. @param budget for the last events, shared with other hubs */
    public TrackerHub(HistoryBudget budget) {
        this(budget, Enrichers.none());
    }

    /** Makes a hub. @param budget for the last events, shared with other hubs @param enrichers that add fields to events */
    public TrackerHub(HistoryBudget budget, Enrichers enrichers) {
        state = new HubState(budget);
        admission = new Admission(lock, state, enrichers);
    }

    /** Returns what the tracker shows beside events. */
    public TrackerDisplays displays() {
        return displays;
    }

    /** Returns the streams of the current run; empty when there is none. */
    public List<EventSchema> streams() {
        return lock.get(() -> List.copyOf(state.streams()));
    }

    /** Begins a run with these streams. */
    void begin(List<CompiledSchema> streams) {
        lock.run(() -> state.begin(streams.toArray(CompiledSchema[]::new)));
    }

    /** Numbers events from where a former process ended, and keeps them for its readers, who may come again. */
    void goOnAfter(FormerEpoch former) {
        lock.run(() -> state.goOnAfter(former));
    }

    /** Tells subscribers that events are missing, nobody knows how many. */
    public void tellMissed() {
        lock.run(() -> state.subscribers.tell(new Notice.Missed(-1)));
    }

    /**
     * Tells whether every subscriber has room for more than a batch of records.
     *
     * @param keeping whether the kept events must have room for it too, because somebody may be about to ask for them
     */
    boolean roomy(boolean keeping) {
        return lock.get(() -> state.subscribers.roomy() && (!keeping || state.history.roomy()));
    }

    /** Tells how many records of stream {@code index} exports have room for. @param most the answer if there is no end of it */
    int room(int index, int most) {
        long now = System.nanoTime();
        return lock.count(() -> state.subscribers.room(state.ledger(index).largestBytes(), most, now));
    }

    /** Tells whether a reader of a former process may be about to come again. */
    boolean awaitsReader() {
        return lock.get(state.history::awaitsReader);
    }

    /** Returns the epoch of the events' ids. */
    public String epoch() {
        return state.history.epoch();
    }

    /** Returns the number of the last event. */
    public long sequence() {
        return lock.get(state::sequence);
    }

    /**
     * Continues with the streams of a new version. Subscribers stay; one whose filter does not fit the new streams is told
     * so and ended.
     */
    void goOn(List<CompiledSchema> streams, Notice.Updated notice) {
        CompiledSchema[] next = streams.toArray(CompiledSchema[]::new);
        // The thread that reads the events of all trackers needs the lock, so filters are compiled before it is taken.
        Map<RecordQueue, Supplier<Subscriber>> prepared = new IdentityHashMap<>();
        boolean done = false;
        while (!done) {
            for (Subscriber subscriber : lock.get(state.subscribers::all)) {
                prepared.computeIfAbsent(subscriber.queue(), queue -> subscriber.bound(next));
            }
            done = lock.get(() -> goOn(next, notice, prepared));
        }
    }

    /** Lets the subscribers go on. @return whether it was done: not if one came that is not prepared for it */
    private boolean goOn(CompiledSchema[] next, Notice.Updated notice, Map<RecordQueue, Supplier<Subscriber>> prepared) {
        Subscriber[] all = state.subscribers.all();
        if (!Arrays.stream(all).allMatch(subscriber -> prepared.containsKey(subscriber.queue()))) {
            return false;
        }
        state.use(next);
        List<Subscriber> staying = new ArrayList<>();
        for (Subscriber subscriber : all) {
            goOn(subscriber, prepared.get(subscriber.queue()), notice, staying);
        }
        state.subscribers.set(staying.toArray(Subscriber[]::new));
        state.subscribers.signal();
        return true;
    }

    private static void goOn(Subscriber subscriber, Supplier<Subscriber> bound, Notice.Updated notice,
            List<Subscriber> staying) {
        try {
            Subscriber stays = bound.get();
            staying.add(stays);
            subscriber.queue().tell(notice, stays.schemas(), stays.rest());
        } catch (TrackerException e) {
            subscriber.queue().end(new Notice.Ended(Notice.End.FILTER, notice.text()
                    + ", which the filter does not fit: " + e.getMessage()));
        }
    }

    /** Says what stream {@code index} can hold and whether its losses are counted. */
    void describe(int index, boolean countsLosses, long capacityBytes) {
        lock.run(() -> state.ledger(index).newRun(countsLosses, capacityBytes));
    }

    /** Ends a run: subscribers get what is waiting, then {@link Notice.Ended}. */
    public void end(Notice.Ended last) {
        displays.end(last);
        lock.run(() -> state.end(last));
    }

    /**
     * Drains up to {@code maxRecords} of a ring into stream {@code index}.
     *
     * @param quietly see {@link EventReader#drainQuietly}
     * @return number of records read
     */
    int drain(int index, EventReader reader, int maxRecords, boolean quietly) {
        return lock.count(() -> {
            RecordHandler handler = state.batch(index);
            try {
                return quietly ? reader.drainQuietly(handler, maxRecords) : reader.drain(handler, maxRecords);
            } finally {
                state.ledger(index).filled(reader.highestFillBytes());
                reader.notes().sequence(state.sequence());
                state.subscribers.signal();
            }
        });
    }

    /** Publishes records that were read before their turn. */
    void publish(int index, StagedRecords staged) {
        lock.run(() -> {
            staged.replay(state.batch(index));
            state.subscribers.signal();
        });
    }

    /** Publishes rows that were read at one moment. */
    void publishBatch(int index, List<ByteBuffer> records) {
        lock.run(() -> {
            RecordHandler handler = state.batch(index);
            for (ByteBuffer record : records) {
                handler.record(record, 0, record.limit());
            }
            state.subscribers.signal();
        });
    }

    /** Counts records of stream {@code index} that were read for one reader alone, if the stream is still that one. */
    void counted(int index, CompiledSchema schema, long read, long undecodable) {
        lock.run(() -> state.counted(index, schema, read, undecodable));
    }

    /** Updates the ledger from the kernel's count and tells subscribers of new losses. */
    void lost(int index, LongSupplier sinceLoad) {
        lock.run(() -> state.lost(index, sinceLoad.getAsLong()));
    }

    /**
     * Subscribes somebody who takes records, whatever the options say of text.
     *
     * @throws TrackerException when the filter is wrong, no run is under way or there are too many subscribers
     */
    public ConfirmedSubscription subscribe(SubscriptionOptions options) {
        return admission.records(options);
    }

    /**
     * Subscribes somebody who takes records, or text if the options ask for that.
     *
     * @throws TrackerException as {@link #subscribe} does, and when a field that the text is to have does not exist
     */
    public Subscription follow(SubscriptionOptions options) {
        return options.text().isPresent() ? admission.text(options) : admission.records(options);
    }

    public List<StreamLedger> streamLedgers() {
        return lock.get(() -> {
            List<StreamLedger> ledgers = new ArrayList<>();
            state.ledgers().forEach(counters -> ledgers.add(counters.ledger()));
            return ledgers;
        });
    }

    /** Prepares what a reader wants of events that do not pass through the hub. @throws TrackerException when it is wrong */
    EnrichedFilter wanted(SubscriptionOptions options, List<CompiledSchema> streams) {
        return admission.wanted(options, streams);
    }

    /** Returns the names of the fields that could be added to a stream. */
    public List<String> addable(EventSchema stream) {
        return admission.addable(stream);
    }

    public List<EnrichmentLedger> enrichmentLedgers() {
        return state.enrichments.ledgers();
    }

    public List<SubscriberLedger> subscriberLedgers() {
        return lock.get(state.subscribers::ledgers);
    }
}
