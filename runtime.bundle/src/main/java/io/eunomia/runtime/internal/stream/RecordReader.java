package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Hands the records and notices of a queue to a consumer, on one thread at a time.
 *
 * <p>Being woken costs as much as a hundred events. While they come in crowds, the reader therefore lets them gather for some
 * milliseconds; those of a quiet stream are handed over as they come.
 */
final class RecordReader {
    /** The longest that events gather. It bounds how much later than others one of a crowd is handed over. */
    static final long GATHER_NANOS = 5_000_000;
    /** As many events at once are a crowd. */
    static final int CROWD = 8;

    private final RecordQueue queue;
    private final EntryRing ring;
    private volatile CompiledSchema[] schemas;
    private RecordView[] views = new RecordView[0];
    private CompiledFilter rest;
    private volatile boolean confirming;
    /** Whether the events came in a crowd when some were handed over last, and when that was. */
    private boolean crowd;
    private long handedNanos;

    /**
     * Makes the reader of a queue.
     *
     * @param schemas of the first records
     * @param rest the part of the filter that takes too long for the queue's producer. What it refuses counts as never
     *     offered. Null for none
     */
    RecordReader(RecordQueue queue, CompiledSchema[] schemas, CompiledFilter rest) {
        this.queue = queue;
        this.ring = queue.ring();
        this.schemas = schemas;
        this.rest = rest;
    }

    List<EventSchema> streams() {
        return List.of(schemas);
    }

    /** Leaves it to the consumer to count what was delivered. */
    void confirmEach() {
        confirming = true;
    }

    /**
     * Hands over what is waiting, or waits for something.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @param enough whether the consumer takes no more for now; it is looked at before each event
     * @param leave whether the consumer wants nothing any more; it is looked at after each wake-up
     * @return events and notices handed over; 0 when time is over; -1 when the consumer leaves or the queue has ended and
     *     all was handed over
     */
    int poll(EventConsumer consumer, int most, BooleanSupplier enough, long deadline, BooleanSupplier leave)
            throws InterruptedException {
        while (!leave.getAsBoolean()) {
            boolean noMore = queue.ended();
            if (crowd && !noMore) {
                crowd = false;
                queue.gather(Math.min(handedNanos + GATHER_NANOS, deadline) - System.nanoTime(), leave);
                continue;
            }
            int count = drain(consumer, most, enough, deadline, leave);
            if (count > 0) {
                // A full batch says that more wait already.
                crowd = count >= CROWD && count < most && !enough.getAsBoolean();
                handedNanos = System.nanoTime();
                return count;
            }
            // A caller that asks for no events wants to know whether there will be more.
            if (noMore && (most == 0 || !ring.next())) {
                return -1;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return leave.getAsBoolean() ? -1 : 0;
            }
            queue.await(left, leave);
        }
        return -1;
    }

    private int drain(EventConsumer consumer, int most, BooleanSupplier enough, long deadline, BooleanSupplier leave) {
        int count = 0;
        while (count < most && !enough.getAsBoolean() && ring.next()) {
            if (ring.marked()) {
                ring.release();
                handOver(queue.marked(), consumer);
                count++;
            } else if (deliver(consumer)) {
                count++;
            } else if (leave.getAsBoolean() || System.nanoTime() - deadline >= 0) {
                break;
            }
        }
        // After the end no producer sets the marks of notices that waited for room.
        while (queue.ended() && count < most && !ring.next()) {
            MarkedNotices.Told told = queue.unmarked();
            if (told == null) {
                break;
            }
            handOver(told, consumer);
            count++;
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
                queue.counts().countUnwanted();
            } else if (!confirming) {
                queue.counts().countDelivered(1);
            }
            ring.release();
        }
    }

    private void handOver(MarkedNotices.Told told, EventConsumer consumer) {
        if (told.schemas() != null) {
            schemas = told.schemas();
            views = new RecordView[0];
            rest = told.rest();
        }
        if (told.reached() != null) {
            told.reached().run();
        } else {
            consumer.notice(told.notice());
        }
    }

    private RecordView view(int schema) {
        if (views.length == 0) {
            views = Arrays.stream(schemas).map(CompiledSchema::newView).toArray(RecordView[]::new);
        }
        return views[schema];
    }
}
