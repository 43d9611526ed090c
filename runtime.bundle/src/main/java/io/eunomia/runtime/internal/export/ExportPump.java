package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Outlet;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the thread that moves events from a subscription to an export. Owns both: {@link #close} lets the export have what
 * is waiting and closes both. It counts an event as delivered when the export says that it arrived, and as dropped when the
 * export failed at it. Failures are logged, as {@link ExportNews} bounds it, and never end the pump.
 */
public final class ExportPump implements RunningExport {
    private static final Logger LOG = LoggerFactory.getLogger(ExportPump.class);
    private static final int BATCH_EVENTS = 4096;
    /** The longest wait for events, which bounds how late an export may notice that its flush interval is over. */
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final String name;
    private final ConfirmedSubscription subscription;
    private final Export export;
    private final ExportNews news;
    private final Thread thread;
    private final AtomicLong failures = new AtomicLong();
    private volatile String lastFailure = "";
    private final EventDrain drain;
    private volatile String over;
    private boolean batchFailed;
    // Counts events that the export has taken; only the pump's own thread reads and writes it.
    private long taken;
    private long written;
    private long lost;

    /**
     * Starts the thread at once.
     *
     * @param name for the thread and for messages, e.g. {@code process/json}
     */
    public ExportPump(String name, ConfirmedSubscription subscription, Export export) {
        this.name = name;
        this.subscription = subscription;
        this.news = new ExportNews(name);
        subscription.confirmEach();
        this.export = export;
        this.drain = new EventDrain(subscription, new Guard(), Bounds.NONE);
        this.thread = new Thread(this::run, "eunomia-export-" + name);
        // An export that hangs, such as on a pipe nobody reads, must not keep the process alive.
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns how often the export threw since the start. */
    public long failures() {
        return failures.get();
    }

    /**
     * Returns how many events will not arrive: those of failed batches, those the export threw on, and those its buffer had
     * no room for.
     */
    public long lost() {
        return subscription.dropped();
    }

    /** Tells why it last failed, empty if it never did. */
    public String lastFailure() {
        return lastFailure;
    }

    /** Tells whether all was moved and the export is closed. */
    public boolean ended() {
        return !thread.isAlive();
    }

    @Override
    public void end(String reason) {
        over = reason;
        close();
    }

    @Override
    public void close() {
        drain.finish(LAST_WORDS);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!join()) {
                LOG.warn("export {}: gave up waiting for it to take the last events: of {} events {} arrived so far", name,
                        subscription.offered(), subscription.delivered());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean join() throws InterruptedException {
        long left = drain.finishBy() - System.nanoTime();
        thread.join(Math.max(1, left / 1_000_000));
        return !thread.isAlive();
    }

    private void run() {
        try {
            drain.run(POLL);
        } catch (InterruptedException e) {
            // The caller wants it to end without writing the rest.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("the guard keeps failures to itself", e);
        } finally {
            finish();
        }
    }

    private void flushExport() {
        boolean flushed = true;
        try {
            export.flush();
        } catch (Throwable e) {
            flushed = false;
            failed(e);
        }
        long before = written;
        settle(flushed);
        boolean failed = batchFailed || !flushed;
        batchFailed = false;
        if (!failed && written > before) {
            news.works();
        }
    }

    /** Updates the ledger by what the export says, or else by the outcome of the batch. */
    private void settle(boolean arrived) {
        Optional<Export.Arrivals> said = Optional.empty();
        boolean fine = arrived;
        try {
            said = export.arrivals();
        } catch (Throwable e) {
            fine = false;
            failed(e);
        }
        long open = taken - written - lost;
        if (said == null || said.isEmpty()) {
            confirm(fine ? open : 0, fine ? 0 : open);
        } else {
            long more = more(said.get().written(), written, open);
            confirm(more, more(said.get().lost(), lost, open - more));
        }
    }

    private static long more(long said, long known, long most) {
        return said <= known ? 0 : Math.min(said - known, most);
    }

    private void confirm(long arrived, long gone) {
        written += arrived;
        lost += gone;
        subscription.confirm(arrived, gone);
    }

    private void finish() {
        boolean closed = true;
        String reason = over;
        if (reason != null) {
            LOG.warn("export {} ends: {}", name, reason);
            new Guard().notice(new Notice.Ended(Notice.End.WRITER, reason));
        }
        try {
            export.close();
        } catch (Throwable e) {
            closed = false;
            failed(e);
        }
        settle(closed);
        confirm(0, taken - written - lost);
        subscription.close();
        long offered = subscription.offered();
        if (subscription.delivered() < offered) {
            LOG.warn("export {} ended: of {} events {} arrived, {} were lost", name, offered, subscription.delivered(),
                    offered - subscription.delivered());
        }
    }

    // Only the pump's own thread writes these; others may read them.
    private void failed(Throwable e) {
        failures.incrementAndGet();
        lastFailure = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        news.fails(e, lastFailure);
    }

    /** Keeps exceptions of an export from the subscription, and errors of foreign code such as a missing class too. */
    private final class Guard implements Outlet {

        @Override
        public int room() {
            return BATCH_EVENTS;
        }

        @Override
        public void flush(int handed) {
            flushExport();
        }

        @Override
        public void event(EventView event) {
            try {
                export.event(event);
                taken++;
            } catch (Throwable e) {
                subscription.confirm(0, 1);
                batchFailed = true;
                failed(e);
            }
        }

        @Override
        public void notice(Notice notice) {
            try {
                export.notice(notice);
            } catch (Throwable e) {
                batchFailed = true;
                failed(e);
            }
        }
    }
}
