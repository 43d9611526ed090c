package io.eunomia.shell.text;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.Utf8Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes a subscription's events, and its end, until a limit, a time or that end. Confined to one thread. */
public final class EventPrinter implements EventConsumer {
    private static final int BATCH = 512;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Subscription subscription;
    private final OutputStream out;
    private final Utf8Sink text = new Utf8Sink(1 << 16);
    private final EventFormat.Writer writer;
    private long events;
    private Notice.End end;

    /** Writes what stands before the first event. */
    public EventPrinter(Subscription subscription, EventFormat format, List<String> fields, OutputStream out)
            throws IOException {
        this.subscription = subscription;
        this.out = out;
        writer = format.newWriter(subscription.streams(), fields);
        writer.header(text);
        flush();
    }

    /**
     * @param limit number of events after which to return, 0 for none
     * @param duration after which to return, null for none
     * @return how it ended; empty when somebody closed the subscription
     * @throws IOException when the destination fails, for instance because nobody reads it any more
     */
    public Optional<Notice.End> print(long limit, Duration duration) throws IOException, InterruptedException {
        long deadline = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        int handed = 0;
        while (handed >= 0 && (limit == 0 || events < limit)) {
            Duration wait = POLL;
            if (duration != null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    last(Notice.End.DURATION, "after the time that was asked for");
                    break;
                }
                wait = left < POLL.toNanos() ? Duration.ofNanos(left) : POLL;
            }
            int most = limit == 0 ? BATCH : (int) Math.min(BATCH, limit - events);
            handed = subscription.poll(this, most, wait);
            flush();
        }
        if (limit != 0 && events >= limit) {
            last(Notice.End.LIMIT, "after as many events as were asked for");
        }
        flush();
        return Optional.ofNullable(end);
    }

    /** Unless the tracker has told its own end already. */
    private void last(Notice.End why, String reason) {
        if (end == null) {
            notice(new Notice.Ended(why, reason));
        }
    }

    /** Written so far. */
    public long events() {
        return events;
    }

    @Override
    public void event(EventView event) {
        events++;
        writer.event(event, text);
    }

    @Override
    public void notice(Notice notice) {
        writer.notice(notice, text);
        if (notice instanceof Notice.Ended ended) {
            end = ended.end();
        }
    }

    private void flush() throws IOException {
        if (text.length() > 0) {
            text.writeTo(out);
            text.clear();
            out.flush();
        }
    }
}
