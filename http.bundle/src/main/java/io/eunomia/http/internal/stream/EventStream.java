package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.Utf8Sink;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows one tracker. Owns the subscription from the moment it is begun. Writing waits for the
 * client; meanwhile the subscription's buffer fills and drops, and the client is told how many.
 */
public final class EventStream implements EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int BATCH = 256;
    private static final int FLUSH_BYTES = 32 << 10;
    private static final int SINK_BYTES = 8 << 10;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Exchange exchange;
    private final Subscription subscription;
    private final Framing framing;
    private final StreamLimits limits;
    private final Utf8Sink out = new Utf8Sink(SINK_BYTES);
    private long events;
    private boolean endTold;
    private volatile boolean serverEnds;
    private IOException gone;

    public EventStream(Exchange exchange, Subscription subscription, Framing framing, StreamLimits limits) {
        this.exchange = exchange;
        this.subscription = subscription;
        this.framing = framing;
        this.limits = limits;
    }

    /** Takes the request over from the thread that asks for the stream, which has set the status if it is not 200. */
    void begin(String mediaType) {
        HttpServletResponse response = exchange.response();
        response.setContentType(mediaType);
        response.setHeader("Cache-Control", "no-store, no-transform");
        // nginx would hold events back until it has some kilobytes of them.
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The connection tells of the client's leaving only as long as nothing else may come over it.
        response.setHeader("Connection", "close");
        if (exchange.request().getProtocol().equals("HTTP/1.1")) {
            // A connection that is to be closed is not chunked otherwise, and a stream that broke off looks like a whole one.
            response.setHeader("Transfer-Encoding", "chunked");
        }
    }

    /** Until the client leaves, the tracker stops or a limit is reached. */
    void run() {
        Departure departure = Departure.watch(exchange.request(), subscription::close);
        try {
            follow(exchange.response().getOutputStream());
        } catch (IOException e) {
            LOG.debug("a client left: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("an event stream failed", e);
        } finally {
            departure.close();
            subscription.close();
            exchange.complete();
        }
    }

    /** The server ends. From any thread. */
    void end() {
        serverEnds = true;
        subscription.close();
    }

    private void follow(OutputStream to) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limits.duration().toNanos();
        framing.header(out);
        flush(to);
        int handed = 0;
        while (handed >= 0 && !full()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                last(Notice.End.DURATION, "after the time that was asked for");
                break;
            }
            handed = subscription.poll(this, batch(), left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT);
            if (handed == 0) {
                framing.heartbeat(out);
            }
            flush(to);
        }
        if (full()) {
            last(Notice.End.LIMIT, "after as many events as were asked for");
        } else if (serverEnds) {
            last(Notice.End.DAEMON, "the daemon ends");
        }
        flush(to);
    }

    /** Unless the tracker has told its own end already. */
    private void last(Notice.End end, String reason) {
        if (!endTold) {
            notice(new Notice.Ended(end, reason));
        }
    }

    private int batch() {
        return limits.events() == 0 ? BATCH : (int) Math.min(BATCH, limits.events() - events);
    }

    private boolean full() {
        return limits.events() != 0 && events >= limits.events();
    }

    private void flush(OutputStream to) throws IOException {
        if (gone != null) {
            throw gone;
        }
        out.writeTo(to);
        to.flush();
        out.clear();
    }

    @Override
    public void event(EventView event) {
        if (full()) {
            return;
        }
        events++;
        framing.event(event, out);
        spill();
    }

    @Override
    public void notice(Notice notice) {
        endTold |= notice instanceof Notice.Ended;
        framing.notice(notice, out);
    }

    /** A batch of large events would otherwise make the buffer grow for good. */
    private void spill() {
        if (out.length() > FLUSH_BYTES && gone == null) {
            try {
                out.writeTo(exchange.response().getOutputStream());
                out.clear();
            } catch (IOException e) {
                gone = e;
            }
        }
    }
}
