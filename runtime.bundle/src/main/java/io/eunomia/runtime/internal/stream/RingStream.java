package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.runtime.internal.decode.KernelClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads a ring or perf buffer into one stream of a hub. Owns the reader. */
final class RingStream implements EventSource, AutoCloseable {
    private static final int BATCH = 2048;
    /** The most batches that are read before other rings get their turn. */
    private static final int BATCHES = 4;
    /** The most records that are numbered before the number is noted with the ring. */
    static final int MOST_OF_A_ROUND = BATCH;
    private static final long LOSS_CHECK_NANOS = 200_000_000;
    /** The pause while subscribers have no room for what waited in the ring. */
    private static final long ROOM_NANOS = 1_000_000;
    /** A subscriber that takes longer to make room, once all are there, loses events as it does at any other time. */
    private static final long MOST_CATCH_UP_NANOS = 30_000_000_000L;
    /** The same for readers of the former process: it takes as long until they can come as all trackers take to start. */
    private static final long MOST_AWAITED_NANOS = 60_000_000_000L;

    /** The most that exports may delay the end of a run, beside the time that they get for what waits in their queues. */
    private static final long MOST_HELD_AT_END_NANOS = 2_000_000_000L;

    private final TrackerHub hub;
    private final int index;
    private final Supplier<EventReader> opener;
    /** The reader; null until it is opened. */
    private EventReader reader;
    private final LongSupplier losses;
    private final KernelClock clock;
    private final Pace pace = new Pace();
    private final StagedRecords staged = new StagedRecords();
    private long nextLossCheck = System.nanoTime();
    /** When catching up began; 0 when it does not. */
    private long catchingUpSince;
    /** When a reader of the former process was last awaited. */
    private long awaitedUntil;
    /** What was lost before this process, in which it does not count. */
    private long lostBefore;
    /** Whether the last look left records because exports had no room for them. */
    private boolean held;
    private boolean closed;

    /** @param losses records refused by the kernel side since load; null when nothing counts them */
    RingStream(TrackerHub hub, int index, EventReader reader, LongSupplier losses, KernelClock clock) {
        this(hub, index, () -> reader, losses, clock);
        this.reader = reader;
        this.lostBefore = reader.notes().lost();
    }

    private RingStream(TrackerHub hub, int index, Supplier<EventReader> opener, LongSupplier losses,
            KernelClock clock) {
        this.hub = hub;
        this.index = index;
        this.opener = opener;
        this.losses = losses;
        this.clock = clock;
    }

    /** Makes the stream of a ring that the version before reads too: it is opened when that version has read it to its end. */
    static RingStream shared(TrackerHub hub, int index, Supplier<EventReader> opener, LongSupplier losses,
            KernelClock clock) {
        return new RingStream(hub, index, opener, losses, clock);
    }

    /** Returns its stream's place among those of the hub. */
    int index() {
        return index;
    }

    /** Tells whether what is written while no process reads waits for the next one. */
    boolean keepsUnread() {
        return reader == null || reader.keepsUnread();
    }

    /** Returns the number of the last event that a former process has noted with the ring. */
    long notedSequence() {
        return reader == null ? 0 : reader.notes().sequence();
    }

    /** Reads what waits in the ring no faster than subscribers take it. */
    void catchUp() {
        catchingUpSince = System.nanoTime() | 1;
        awaitedUntil = catchingUpSince;
    }

    /** Reads records without showing them yet. */
    void stage() {
        if (reader == null) {
            return;
        }
        for (int read = BATCH; read == BATCH && staged.room();) {
            read = reader.drain(staged, BATCH);
        }
    }

    /** Shows what was staged, because the run it belongs to has begun. */
    void begun() {
        if (reader == null) {
            reader = opener.get();
        }
        hub.describe(index, losses != null, reader.capacityBytes());
        hub.publish(index, staged);
        reader.notes().sequence(hub.sequence());
    }

    @Override
    public int[] fds() {
        return reader.fds();
    }

    @Override
    public long ready() {
        if (catchingUpSince != 0) {
            return readWhatWaited();
        }
        int room = room();
        if (room == 0) {
            return ROOM_NANOS;
        }
        int all = read(pace.busy(), room);
        boolean more = all >= BATCHES * BATCH;
        boolean wasBusy = pace.busy();
        long again = pace.next(all, reader.lastFillBytes(), reader.capacityBytes(), System.nanoTime());
        if (wasBusy && again == WAIT) {
            all += read(false, room());    // frees all that was read, so that the kernel wakes us again
        }
        if (held) {
            again = Math.min(again, ROOM_NANOS);
        }
        // A ring that lost something was full, so there is always something to read after a loss.
        if (all > 0 && System.nanoTime() - nextLossCheck >= 0) {
            nextLossCheck = System.nanoTime() + LOSS_CHECK_NANOS;
            checkLosses();
        }
        return more ? 0 : again;
    }

    private long readWhatWaited() {
        long now = System.nanoTime();
        boolean awaited = now - catchingUpSince < MOST_AWAITED_NANOS && hub.awaitsReader();
        awaitedUntil = awaited ? now : awaitedUntil;
        if (now - awaitedUntil < MOST_CATCH_UP_NANOS && !hub.roomy(awaited) && !isHalfFull()) {
            return ROOM_NANOS;
        }
        int room = room();
        if (room == 0) {
            return ROOM_NANOS;
        }
        clock.keep();
        boolean all = hub.drain(index, reader, room, false) < room;
        if (all && !awaited) {
            catchingUpSince = 0;
            checkLosses();
        }
        return all ? WAIT : 0;
    }

    /** Tells whether the ring needs reading for its own sake. */
    private boolean isHalfFull() {
        hub.drain(index, reader, 0, false);
        return reader.lastFillBytes() > reader.capacityBytes() / 2;
    }

    /** Reads a few batches, and notes whether records are left because exports have no room. @param room for the first batch */
    private int read(boolean quietly, int room) {
        clock.keep();
        int all = 0;
        int batch = room;
        boolean more = batch > 0;
        while (more) {
            int read = hub.drain(index, reader, batch, quietly);
            all += read;
            more = read == batch && all < BATCHES * BATCH;
            batch = more ? room() : batch;
            more &= batch > 0;
        }
        held = batch == 0;
        return all;
    }

    /** Returns how many records are to be read at once: as many as exports have room for, as long as the ring has room. */
    private int room() {
        int room = hub.room(index, BATCH);
        return room == 0 && isHalfFull() ? BATCH : room;
    }

    void checkLosses() {
        if (losses != null) {
            hub.lost(index, this::lost);
        }
    }

    /** Returns what this process has lost, and notes with the ring what was lost at all. */
    private long lost() {
        long all = losses.getAsLong();
        reader.notes().lost(all);
        return all - lostBefore;
    }

    /**
     * Reads to the end; called when nothing writes any more and the loop has let go of this source. The reading is bounded,
     * because a program that could not be detached might still write.
     */
    void finish() {
        if (reader == null) {
            return;
        }
        long most = reader.capacityBytes() / 8 + BATCH;
        long begun = System.nanoTime();
        for (long read = 0; read < most;) {
            int room = hub.room(index, BATCH);
            if (room == 0 && System.nanoTime() - begun < MOST_HELD_AT_END_NANOS) {
                LockSupport.parkNanos(this, ROOM_NANOS);
                continue;
            }
            int more = hub.drain(index, reader, room == 0 ? BATCH : room, false);
            if (more == 0) {
                break;
            }
            read += more;
        }
        checkLosses();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (reader != null) {
                reader.close();
            }
        }
    }
}
