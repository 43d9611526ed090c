package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.RecordHandler;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.enrich.EnrichmentCounts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The streams of a tracker and their subscribers: numbers each event, and copies it to the subscribers whose filter it passes.
 * Guarded by the hub's lock.
 */
final class HubState {
    final EventHistory history;
    final Subscribers subscribers;
    final EnrichmentCounts enrichments = new EnrichmentCounts();
    private final Map<String, StreamCounters> counters = new LinkedHashMap<>();
    private CompiledSchema[] schemas = new CompiledSchema[0];
    private RecordView[] views = new RecordView[0];
    private RecordHandler[] handlers = new RecordHandler[0];
    private StreamCounters[] ledgers = new StreamCounters[0];
    private long sequence;
    private long batchNanos;
    private boolean running;

    HubState(HistoryBudget budget) {
        history = new EventHistory(budget);
        subscribers = new Subscribers(history);
    }

    /** Sets the streams of the events that follow. */
    void use(CompiledSchema[] streams) {
        schemas = streams;
        views = Arrays.stream(streams).map(CompiledSchema::newView).toArray(RecordView[]::new);
        ledgers = Arrays.stream(streams).map(s -> counters.computeIfAbsent(s.stream() + '\0' + s.map(),
                key -> new StreamCounters(s.stream(), s.map()))).toArray(StreamCounters[]::new);
        handlers = IntStream.range(0, streams.length).mapToObj(this::handler).toArray(RecordHandler[]::new);
        history.use(streams);
    }

    private RecordHandler handler(int index) {
        return (memory, offset, length) -> publish(index, memory, offset, length);
    }

    void begin(CompiledSchema[] streams) {
        use(streams);
        running = true;
    }

    void end(Notice.Ended last) {
        running = false;
        subscribers.end(last);
    }

    boolean running() {
        return running;
    }

    /** Returns the streams of the last run; the array is the same until there are others. */
    CompiledSchema[] schemas() {
        return schemas;
    }

    StreamCounters ledger(int index) {
        return ledgers[index];
    }

    Iterable<StreamCounters> ledgers() {
        return counters.values();
    }

    /** Returns the number of the last event. */
    long sequence() {
        return sequence;
    }

    void goOnAfter(FormerEpoch former) {
        sequence = Math.max(sequence, former.last());
        history.goOnAfter(former, schemas, sequence);
        if (!former.whole()) {
            // Nobody knows what a process that was killed had read and not delivered.
            subscribers.tell(new Notice.Missed(-1));
        }
    }

    /** Begins a batch of records that were read now. @return publishes each record that it is given */
    RecordHandler batch(int index) {
        batchNanos = System.currentTimeMillis() * 1_000_000;
        return handlers[index];
    }

    private void publish(int index, ByteBuffer memory, int offset, int length) {
        StreamCounters ledger = ledgers[index];
        ledger.read++;
        ledger.sized(length);
        if (!schemas[index].decodable(length)) {
            ledger.undecodable++;
            return;
        }
        long number = ++sequence;
        history.add(index, memory, offset, length, number, batchNanos);
        RecordView view = null;
        for (Subscriber subscriber : subscribers.all()) {
            if (subscriber.filter() != null) {
                view = view != null ? view : views[index].at(memory, offset, length, number, batchNanos);
                if (!subscriber.filter().matches(view)) {
                    continue;
                }
            }
            subscriber.queue().offer(index, memory, offset, length, number, batchNanos);
        }
    }

    /** Counts records of a stream that were read for one reader alone, if the stream is still that one. */
    void counted(int index, CompiledSchema schema, long read, long undecodable) {
        if (index < schemas.length && schemas[index] == schema) {
            ledgers[index].read += read;
            ledgers[index].undecodable += undecodable;
        }
    }

    /** Updates a stream's losses and tells subscribers of new ones. */
    void lost(int index, long sinceLoad) {
        long more = ledgers[index].lost(sinceLoad);
        if (more > 0) {
            subscribers.tell(new Notice.KernelLost(schemas[index].stream(), more));
        }
    }

    List<CompiledSchema> streams() {
        return running ? List.of(schemas) : List.of();
    }
}
