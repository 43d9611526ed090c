package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.Notice;
import java.time.Duration;
import java.util.Optional;

/** A reader of a display. Its state is its channel's, and is guarded by the channel's lock. */
final class ChannelReader implements DisplayReader {
    private final DisplayChannel channel;
    private final RowOrder order;
    private Series pending;
    private long readNanos;
    private boolean reset;
    private boolean lastTaken;

    ChannelReader(DisplayChannel channel, RowOrder order, Series pending, long readNanos) {
        this.channel = channel;
        this.order = order;
        this.pending = pending;
        this.readNanos = readNanos;
    }

    @Override
    public DisplayReading read() {
        return channel.read(this);
    }

    @Override
    public Optional<Notice.Ended> ended() {
        return channel.ended();
    }

    @Override
    public Optional<DisplayReading> next(Duration interval, Duration most) throws InterruptedException {
        return channel.await(this, interval, most) ? Optional.of(channel.read(this)) : Optional.empty();
    }

    @Override
    public void close() {
        channel.close(this);
    }

    /** What came since its last reading. */
    Series pending() {
        return pending;
    }

    RowOrder order() {
        return order;
    }

    long readNanos() {
        return readNanos;
    }

    /** Takes what is pending. @param next takes its place */
    Series take(long now, Series next) {
        Series taken = pending;
        pending = next;
        readNanos = now;
        return taken;
    }

    /** Begins anew with rows of another shape, and tells so with the next reading. */
    void restart(Series next) {
        pending.free();
        pending = next;
        reset = true;
    }

    /** Tells once whether its sums began anew. */
    boolean isReset() {
        boolean was = reset;
        reset = false;
        return was;
    }

    /** Tells once that the last reading can be taken. */
    boolean takesLast() {
        boolean first = !lastTaken;
        lastTaken = true;
        return first;
    }
}
