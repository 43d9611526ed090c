package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the last events of a tracker for readers that come again. It keeps none until the first such reader comes, and
 * drops them a while after the last has gone. All but {@link #dropIfUnused} is called under the hub's lock.
 */
final class EventHistory {
    static final int BYTES = 1 << 20;
    /** The most versions whose events it may hold at a time. */
    private static final int MOST_SCHEMAS = 256;
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private final HistoryBudget budget;
    /** The time at which the hub was made, which tells this epoch from earlier ones. */
    private final String epoch = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final List<CompiledSchema> schemas = new ArrayList<>();
    /** Null while nothing is kept. */
    private volatile EntryRing ring;
    private volatile boolean used;
    private volatile long unusedSince;
    private int firstInUse;
    /** The sequence number of the last event that is not kept any more. */
    private long forgotten;
    /** What a former process has read of the same run; null when there is none. */
    private FormerEpoch former;
    /** Whether no reader of the former process has come again yet. */
    private boolean awaited;

    EventHistory(HistoryBudget budget) {
        this.budget = budget;
    }

    /** Returns the epoch of its events' ids. */
    String epoch() {
        return epoch;
    }

    /** Begins to keep events, if it does not yet and there is room for it. */
    void keep(CompiledSchema[] current, long lastSequence) {
        if (budget.take(this) && ring == null) {
            schemas.clear();
            ring = new EntryRing(BYTES);
            forgotten = lastSequence;
            use(current);
        }
    }

    /** Keeps the events that follow those of a former process, whose readers are about to come again. */
    void goOnAfter(FormerEpoch ended, CompiledSchema[] current, long lastSequence) {
        former = ended;
        awaited = true;
        unusedSince = System.nanoTime();
        // An export may have made a history of the usual size, in which nothing is yet.
        budget.give(this);
        int bytes = budget.takeHalf(this);
        if (bytes == 0) {
            ring = null;
        } else {
            schemas.clear();
            ring = new EntryRing(bytes);
            forgotten = lastSequence;
            use(current);
        }
    }

    /** Tells whether more events can be read without forgetting some that a reader of the former process may ask for. */
    boolean roomy() {
        return !awaited || ring != null && !ring.nearlyFull();
    }

    boolean awaitsReader() {
        return awaited && budget.awaitsReaders();
    }

    /** Notes whether there are readers who may come again. */
    void used(boolean now) {
        if (used && !now) {
            unusedSince = System.nanoTime();
        }
        used = now;
        if (!now && ring != null && System.nanoTime() - unusedSince > KEPT_NANOS) {
            ring = null;
            budget.give(this);
        }
    }

    /** Frees the memory when nobody has been there for long. @return whether it has none now */
    boolean dropIfUnused() {
        if (!used && System.nanoTime() - unusedSince > KEPT_NANOS) {
            ring = null;
        }
        return ring == null;
    }

    /** Sets the schemas of the events that follow. */
    void use(CompiledSchema[] next) {
        if (ring == null) {
            return;
        }
        if (schemas.size() + next.length > MOST_SCHEMAS) {
            for (; ring.next(); ring.release()) {
                forgotten = ring.sequence();
            }
            schemas.clear();
        }
        firstInUse = schemas.size();
        schemas.addAll(Arrays.asList(next));
    }

    void add(int schema, ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        EntryRing kept = ring;
        if (kept == null) {
            return;
        }
        while (!kept.put(firstInUse + schema, memory, offset, length, sequence, readNanos)) {
            if (!kept.next()) {
                forgotten = sequence;
                return;
            }
            forgotten = kept.sequence();
            kept.release();
        }
    }

    /** Returns the schemas that the kept events may have. */
    List<CompiledSchema> schemas() {
        return ring == null ? List.of() : List.copyOf(schemas);
    }

    /**
     * Prepares the events after a given one for a reader.
     *
     * @param filter bound to {@link #schemas}; null to let all through
     * @param lastSequence of the last event that there was
     * <p>Of an epoch that a kill ended it is not known what was read and told to nobody.
     *
     * @return what a reader gets before the next event
     * @throws TrackerException of kind BAD_REQUEST for an event that has not been
     */
    Replay after(EventId last, CompiledFilter filter, long lastSequence) {
        boolean goesOn = former != null && last.epoch().equals(former.epoch());
        boolean known = last.epoch().equals(epoch) || goesOn && former.whole();
        if ((known || goesOn) && last.sequence() > (goesOn ? former.last() : lastSequence)) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "there has been no event " + last
                    + ": the last was " + new EventId(last.epoch(), goesOn ? former.last() : lastSequence), "ask from after an event that you have seen"));
        }
        awaited = false;
        EntryRing kept = ring;
        long lost = kept == null ? lastSequence : forgotten;
        long gone = Math.max(0, lost - last.sequence());
        // Of events that are gone nobody knows which the filter would have let through.
        long missed = known && (gone == 0 || filter == null) ? gone : -1;
        return new Replay(missed == 0 ? null : new Notice.Missed(missed), kept == null ? null : kept.copy(),
                kept == null ? List.of() : List.copyOf(schemas), filter,
                known || goesOn ? last.sequence() : 0);
    }
}
