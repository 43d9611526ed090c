package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Holds the notices of one subscriber, whose places among its events are marks in its ring. Notices are few and are never
 * dropped: while the ring is full they wait, and events after them are dropped.
 */
final class MarkedNotices {

    /**
     * What was given to the subscriber between two events.
     *
     * @param notice to hand over; null when there is an action instead
     * @param schemas of the events that follow; null when they stay as they are
     * @param rest the part of the filter that is applied to them when they are taken
     * @param reached an action for the thread that takes events, or null
     */
    record Told(Notice notice, CompiledSchema[] schemas, CompiledFilter rest, Runnable reached) {
        static Told of(Notice notice) {
            return new Told(notice, null, null, null);
        }
    }

    private final EntryRing ring;
    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    // Used by the producer.
    private int unmarked;
    private long untoldDrops;

    MarkedNotices(EntryRing ring) {
        this.ring = ring;
    }

    // --- producer

    /** Tells whether a record has room behind the marks of all earlier notices. */
    boolean room(int length) {
        return ring.room(length, unmarked + 1);
    }

    /** Counts an event that had no room: the next notice tells how many. */
    void countDrop() {
        untoldDrops++;
    }

    void tellDrops() {
        if (untoldDrops > 0) {
            told.add(Told.of(new Notice.Dropped(untoldDrops)));
            unmarked++;
            untoldDrops = 0;
        }
    }

    void tell(Told next) {
        told.add(next);
        unmarked++;
        mark();
    }

    /** Sets the marks for which there is room. */
    void mark() {
        while (unmarked > 0 && ring.putMark()) {
            unmarked--;
        }
    }

    // --- consumer

    boolean isEmpty() {
        return told.isEmpty();
    }

    Told next() {
        return told.remove();
    }
}
