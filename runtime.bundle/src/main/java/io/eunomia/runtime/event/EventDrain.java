package io.eunomia.runtime.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves a subscription's events to an outlet until a bound is reached, the stream ends, or somebody calls {@link #end} or
 * {@link #finish}. Everything that takes events runs this loop: streams over HTTP, terminals, exports, and the subscribers of
 * an embedding program. The subscription and the outlet stay the caller's. One thread runs it; {@link #end} and
 * {@link #finish} may come from any.
 *
 * <p>An outlet may wait for whoever takes the events; meanwhile the subscription's buffer fills and drops, and what was
 * dropped is told in its place.
 */
public final class EventDrain {

    /**
     * The bounds at which a drain ends by itself.
     *
     * @param events most events, 0 for no bound. They are counted one by one, so that a subscription that hands over text
     *     needs to be without this bound
     * @param duration longest time
     */
    public record Bounds(long events, Duration duration) {
        /** The longest duration that is counted; anything longer means without end. */
        public static final Duration LONGEST = Duration.ofDays(365);
        public static final Bounds NONE = new Bounds(0, LONGEST);

        public Bounds {
            duration = duration == null || duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        }
    }

    private final Subscription subscription;
    private final Outlet outlet;
    private final Bounds bounds;
    private final Counting counting = new Counting();
    private long events;
    private Notice.End told;
    private volatile Notice.Ended asked;
    /** The time at which the drain ends even if events still wait, by {@link System#nanoTime}; null while it goes on. */
    private volatile Long finishBy;

    public EventDrain(Subscription subscription, Outlet outlet, Bounds bounds) {
        this.subscription = subscription;
        this.outlet = outlet;
        this.bounds = bounds;
    }

    /**
     * Hands over the events, and the end.
     *
     * @param patience the longest wait for events before the outlet is asked to flush all the same
     * @return how it ended; empty when the subscription was closed, or the outlet left, without a reason
     * @throws IOException when the outlet fails, for instance because nobody reads it any more
     */
    public Optional<Notice.End> run(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + bounds.duration().toNanos();
        outlet.begin();
        boolean more = true;
        while (more && !full()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                last(new Notice.Ended(Notice.End.DURATION, "after the time that was asked for"));
                break;
            }
            int room = outlet.room();
            more = room >= 0 && step(room, Math.min(left, patience.toNanos()));
        }
        if (full()) {
            last(new Notice.Ended(Notice.End.LIMIT, "after as many events as were asked for"));
        } else if (asked != null) {
            last(asked);
        }
        outlet.flush(-1);
        return Optional.ofNullable(told);
    }

    /** @return whether the drain goes on */
    private boolean step(int room, long nanos) throws IOException, InterruptedException {
        Long finish = finishBy;
        int most = bounds.events() == 0 ? room : (int) Math.min(room, bounds.events() - events);
        int handed = subscription.poll(counting, most, finish != null ? Duration.ZERO : Duration.ofNanos(nanos));
        if (handed >= 0) {
            outlet.flush(handed);
        }
        return finish == null ? handed >= 0 : handed > 0 && System.nanoTime() - finish < 0;
    }

    /** Ends the drain for a reason that the tracker does not know; readers are told it unless the stream has ended already. */
    public void end(Notice.Ended reason) {
        asked = reason;
        subscription.close();
    }

    /** Tells whether the tracker has ended the stream, so that the drain ends by itself when the reader has taken what waits. */
    public boolean ending() {
        return subscription.ending();
    }

    /** Ends the drain when all that waits now has been handed over, or after this time. Later calls change nothing. */
    public synchronized void finish(Duration most) {
        if (finishBy == null) {
            finishBy = System.nanoTime() + most.toNanos();
        }
    }

    /** Returns when a drain that was asked to {@link #finish} ends at last, as {@link System#nanoTime} counts; else null. */
    public Long finishBy() {
        return finishBy;
    }

    private boolean full() {
        return bounds.events() != 0 && events >= bounds.events();
    }

    /** Tells the reason for the end, unless the tracker has told its own already. */
    private void last(Notice.Ended end) {
        if (told == null) {
            counting.notice(end);
        }
    }

    private final class Counting implements EventConsumer {

        @Override
        public void event(EventView event) {
            if (!full()) {
                events++;
                outlet.event(event);
            }
        }

        @Override
        public void notice(Notice notice) {
            outlet.notice(notice);
            if (notice instanceof Notice.Ended ended) {
                told = ended.end();
            }
        }

        @Override
        public void text(ByteBuffer text, int count) {
            events += count;
            outlet.text(text, count);
        }
    }
}
