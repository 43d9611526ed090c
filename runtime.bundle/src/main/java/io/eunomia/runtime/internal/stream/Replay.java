package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.util.List;

/** Hands a subscriber the events from before it came. Used by the thread that polls. */
final class Replay {
    private Notice.Missed missed;
    private final EntryRing ring;
    private final CompiledFilter filter;
    private final long after;
    private RecordView[] views;

    /**
     * @param missed tells of events that are not kept any more, or null
     * @param ring a copy of its own, or null when nothing is kept
     * @param filter null to let all through
     * @param after number of the last event that the subscriber has seen
     */
    Replay(Notice.Missed missed, EntryRing ring, List<CompiledSchema> schemas, CompiledFilter filter, long after) {
        this.missed = missed;
        this.ring = ring;
        this.filter = filter;
        this.after = after;
        views = schemas.stream().map(CompiledSchema::newView).toArray(RecordView[]::new);
    }

    /** Shows the events by these schemas of the same records, in the same order. @return this */
    Replay seenAs(List<CompiledSchema> schemas) {
        views = schemas.stream().map(CompiledSchema::newView).toArray(RecordView[]::new);
        return this;
    }

    /**
     * Binds the filter to earlier versions' schemas; events that lack a field it asks for do not match.
     *
     * @return null when it lets all through
     */
    static CompiledFilter filter(EventFilter wanted, List<CompiledSchema> schemas) {
        if (wanted.all()) {
            return null;
        }
        try {
            return wanted.compile(schemas);
        } catch (TrackerException e) {
            return event -> false;
        }
    }

    /**
     * Hands over events and counts them.
     *
     * @return events and notices handed over; less than {@code most} when there are no more
     */
    int drain(EventConsumer consumer, int most, SubscriberCounts counts) {
        int count = 0;
        if (missed != null && most > 0) {
            Notice.Missed told = missed;
            missed = null;
            consumer.notice(told);
            count++;
        }
        while (count < most && ring != null && ring.next()) {
            if (deliver(consumer, counts)) {
                count++;
            }
        }
        return count;
    }

    /** Delivers one event. An event at which the consumer fails is not handed over again. */
    private boolean deliver(EventConsumer consumer, SubscriberCounts counts) {
        try {
            if (ring.sequence() <= after) {
                return false;
            }
            RecordView event = views[ring.schema()].at(ring.memory(), ring.offset(), ring.length(), ring.sequence(),
                    ring.readNanos());
            if (filter != null && !filter.matches(event)) {
                return false;
            }
            counts.countReplayed(1);
            consumer.event(event);
            return true;
        } finally {
            ring.release();
        }
    }
}
