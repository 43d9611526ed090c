package io.eunomia.runtime.event;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a subscription's events as text to an output, until a bound is reached, the stream ends, or somebody calls
 * {@link #end}; the last notice tells the reason. The subscription and the output stay the caller's. One thread runs it;
 * {@link #end} may come from any.
 *
 * <p>Writing waits for whoever reads the output; meanwhile the subscription's buffer fills and drops, and what was dropped
 * is told in its place.
 */
public final class EventDrain {
    private static final int BATCH = 512;
    private static final int SINK_BYTES = 8 << 10;
    /** A larger sink is not kept, because one batch of large events would otherwise take memory for good. */
    private static final int MOST_BYTES = 32 << 10;

    /**
     * The bounds at which a drain ends by itself.
     *
     * @param events most events, 0 for no bound
     * @param duration longest time
     */
    public record Bounds(long events, Duration duration) {
        /** The longest duration that is counted; anything longer means without end. */
        public static final Duration LONGEST = Duration.ofDays(365);

        public Bounds {
            duration = duration == null || duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        }
    }

    private final Subscription subscription;
    private final EventFormat.Writer writer;
    private final Bounds bounds;
    private final OutputStream out;
    private final Utf8Sink text = new Utf8Sink(SINK_BYTES);
    private final Writing writing = new Writing();
    private long events;
    private IOException failure;
    private Notice.End told;
    private volatile Notice.Ended asked;

    public EventDrain(Subscription subscription, EventFormat.Writer writer, Bounds bounds, OutputStream out) {
        this.subscription = subscription;
        this.writer = writer;
        this.bounds = bounds;
        this.out = out;
    }

    /**
     * Writes the format's header, the events, and the end.
     *
     * @param patience after which {@code silent} is called when nothing comes
     * @param silent writes what readers pass over, or nothing
     * @return how it ended; empty when the subscription was closed without a reason
     * @throws IOException when the output fails, for instance because nobody reads it any more
     */
    public Optional<Notice.End> run(Duration patience, Consumer<Utf8Sink> silent)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + bounds.duration().toNanos();
        writer.header(text);
        flush();
        int handed = 0;
        while (handed >= 0 && !full()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                last(new Notice.Ended(Notice.End.DURATION, "after the time that was asked for"));
                break;
            }
            handed = subscription.poll(writing, batch(), left.compareTo(patience) < 0 ? left : patience);
            if (handed == 0) {
                silent.accept(text);
            }
            flush();
        }
        if (full()) {
            last(new Notice.Ended(Notice.End.LIMIT, "after as many events as were asked for"));
        } else if (asked != null) {
            last(asked);
        }
        flush();
        return Optional.ofNullable(told);
    }

    /** Ends the drain for a reason that the tracker does not know; readers are told it unless the stream has ended already. */
    public void end(Notice.Ended reason) {
        asked = reason;
        subscription.close();
    }

    private int batch() {
        return bounds.events() == 0 ? BATCH : (int) Math.min(BATCH, bounds.events() - events);
    }

    private boolean full() {
        return bounds.events() != 0 && events >= bounds.events();
    }

    /** Writes the reason for the end, unless the tracker has told its own already. */
    private void last(Notice.Ended end) {
        if (told == null) {
            writing.notice(end);
        }
    }

    private void flush() throws IOException {
        if (failure != null) {
            throw failure;
        }
        text.writeTo(out);
        text.clear();
        out.flush();
    }

    private final class Writing implements EventConsumer {

        @Override
        public void event(EventView event) {
            if (full()) {
                return;
            }
            events++;
            writer.event(event, text);
            if (text.length() > MOST_BYTES && failure == null) {
                try {
                    text.writeTo(out);
                } catch (IOException e) {
                    failure = e;
                }
                text.clear();
            }
        }

        @Override
        public void notice(Notice notice) {
            writer.notice(notice, text);
            if (notice instanceof Notice.Ended ended) {
                told = ended.end();
            }
        }
    }
}
