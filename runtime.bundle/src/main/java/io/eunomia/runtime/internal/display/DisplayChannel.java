package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.stack.StackBook;
import io.eunomia.runtime.metric.MetricSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One display of a running tracker, through its versions: the totals of what was drained, and those who read it. The engine
 * alone drains; each reader has its own sums since its last reading, so readers take nothing from one another. Any thread.
 */
public final class DisplayChannel {
    private MapDisplay display;
    private Series totals;
    private StackBook stacks;
    private final List<ChannelReader> readers = new ArrayList<>();
    private Instant began;
    private long drainedNanos = System.nanoTime();
    private boolean reset;
    private Notice.Ended ended;

    /** @param began since when programs count in its map */
    DisplayChannel(MapDisplay display, Instant began) {
        this.display = display;
        // What was drained before is gone.
        this.began = drained() ? Instant.now() : began;
        this.totals = display.newSeries();
        this.stacks = display.newBook();
        display.use(stacks);
    }

    /** Says since when programs count in its map; what was drained before is gone all the same. */
    synchronized void countedSince(Instant since) {
        if (!drained()) {
            began = since;
        }
    }

    /** The time until which it was read, as {@link System#nanoTime} counts. */
    synchronized long upTo() {
        return drained() && ended == null ? drainedNanos : System.nanoTime();
    }

    private boolean drained() {
        return display.plan().info().drained();
    }

    public synchronized DisplayInfo info() {
        return display.plan().info();
    }

    /** Drains at an interval. @param by whose turn it is; nothing happens if another version is shown by now */
    synchronized void drain(MapDisplay by) {
        if (by == display && drained() && ended == null) {
            came(by, by::drain);
        }
    }

    /** Drains for the last time, when nothing writes to a version's map any more. */
    synchronized void finish(MapDisplay by, boolean fed) {
        if (by == display && drained() && !fed) {
            came(by, by::drainAll);
        }
    }

    /** Adds what a stream of rows has drained from the same map. */
    public synchronized void add(MapDisplay by, Series came) {
        if (by == display && ended == null) {
            came(came);
        }
    }

    private void came(MapDisplay by, Consumer<Series> drain) {
        Series came = by.newSeries();
        try {
            drain.accept(came);
            came(came);
        } finally {
            came.free();
        }
    }

    private void came(Series came) {
        totals.addAll(came);
        readers.forEach(reader -> reader.pending().addAll(came));
        drainedNanos = System.nanoTime();
        notifyAll();
    }

    /** Reads what there is since it began. */
    synchronized DisplayReading snapshot() {
        return reading(display.plan(), sums(), span(), reset);
    }

    /** Returns the metric that it is. */
    synchronized Optional<MetricSpec> metric() {
        return Optional.ofNullable(display.plan().metric());
    }

    /** Makes a reading, which has rows of its own, of these, which are freed. */
    private SeriesReading reading(DisplayPlan plan, Series rows, Duration span, boolean began) {
        try {
            return new SeriesReading(plan, rows, stacks, display.clock(), span, began, ended != null);
        } finally {
            rows.free();
        }
    }

    private Duration span() {
        return Duration.between(began, Instant.now());
    }

    private Series sums() {
        if (drained()) {
            return totals.copy();
        }
        Series read = display.newSeries();
        if (ended != null) {
            read.addAll(totals);
            return read;
        }
        try {
            display.read(read);
            return read;
        } catch (RuntimeException e) {
            read.free();
            throw e;
        }
    }

    /** Reads for a reader: what came since its last reading of a drained display, else the sums. */
    synchronized DisplayReading read(ChannelReader reader) {
        return read(reader, display.plan().ordered(reader.order()));
    }

    /** Reads as {@link #read} does, with all rows, however few of them the display shows. */
    synchronized SeriesReading readAll(ChannelReader reader) {
        return read(reader, display.plan().withAllRows());
    }

    private SeriesReading read(ChannelReader reader, DisplayPlan plan) {
        long now = upTo();
        Duration since = Duration.ofNanos(Math.max(0, now - reader.readNanos()));
        Series came = drained() ? reader.take(now, display.newSeries()) : sums();
        if (!drained()) {
            reader.take(now, reader.pending());
        }
        return reading(plan, came, drained() ? since : span(), reader.isReset());
    }

    /**
     * Opens a reader.
     *
     * @param all whether its first reading is of all that there was since the display began
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST when rows cannot be had in that order
     */
    synchronized ChannelReader open(boolean all, RowOrder order) {
        display.plan().require(order);
        Series pending = all && drained() ? totals.copy() : display.newSeries();
        long from = all ? System.nanoTime() - span().toNanos() : upTo();
        ChannelReader reader = new ChannelReader(this, order, pending, from);
        readers.add(reader);
        return reader;
    }

    synchronized void close(ChannelReader reader) {
        if (readers.remove(reader)) {
            reader.pending().free();
        }
        freeUnread();
        notifyAll();
    }

    /** Frees what nobody can read any more. */
    private void freeUnread() {
        if (ended != null && readers.isEmpty()) {
            totals.free();
            stacks.free();
        }
    }

    /** Waits until a reader's interval is over. @return false if nothing more comes, because it was closed or had its last reading */
    synchronized boolean await(ChannelReader reader, Duration interval, Duration most) throws InterruptedException {
        long nanos = (interval.isZero() ? display.plan().info().interval() : interval).toNanos();
        long deadline = System.nanoTime() + most.toNanos();
        while (readers.contains(reader) && ended == null) {
            // A tick of the display may come a little early or late; a tenth is more than that.
            boolean over = drained() ? drainedNanos - reader.readNanos() >= nanos - nanos / 10
                    : System.nanoTime() - reader.readNanos() >= nanos;
            if (over) {
                return true;
            }
            long patience = deadline - System.nanoTime();
            if (patience <= 0) {
                return false;
            }
            // A drained display is news when it was drained, which wakes us; one that is read by time is not.
            long left = drained() ? patience : Math.min(patience, nanos - (System.nanoTime() - reader.readNanos()));
            wait(Math.max(1, left / 1_000_000));
        }
        return readers.contains(reader) && reader.takesLast();
    }

    synchronized Optional<Notice.Ended> ended() {
        return Optional.ofNullable(ended);
    }

    /** Goes on with the next version. @param kept whether its map is the former one's */
    synchronized void goOn(MapDisplay next, boolean kept) {
        boolean continues = next.plan().continues(display.plan());
        if (!continues) {
            stacks.free();
            stacks = next.newBook();
        }
        next.use(stacks);
        if (kept && continues) {
            next.goOnAfter(display);
        }
        boolean counted = continues && (kept || drained());
        display = next;
        if (!counted) {
            totals.free();
            totals = next.newSeries();
            readers.forEach(reader -> reader.restart(next.newSeries()));
            began = Instant.now();
            reset = true;
        }
    }

    /** Ends it; its last reading stays for those who read it. */
    synchronized void end(Notice.Ended reason) {
        if (ended != null) {
            return;
        }
        if (!drained() && !readers.isEmpty()) {
            totals.free();
            totals = sums();
        }
        ended = reason;
        freeUnread();
        notifyAll();
    }
}
