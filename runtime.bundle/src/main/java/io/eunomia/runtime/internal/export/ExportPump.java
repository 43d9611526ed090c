package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.export.Export;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that moves events from a subscription to an export. Owns both: {@link #close} lets the export have what
 * is waiting and closes both. A failing export is told once in the log, and
 * once more when it works again; it never ends the pump.
 */
public final class ExportPump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportPump.class);
    private static final int BATCH_EVENTS = 4096;
    /** Bounds how late an export may notice that its flush interval is over. */
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final String name;
    private final Subscription subscription;
    private final Export export;
    private final Thread thread;
    private volatile long failures;
    private volatile long lost;
    private volatile String lastFailure = "";
    private volatile long deadline = Long.MAX_VALUE;
    private boolean failing;
    private boolean batchFailed;

    /**
     * Starts at once.
     *
     * @param name for the thread and for messages, e.g. {@code process/json}
     */
    public ExportPump(String name, Subscription subscription, Export export) {
        this.name = name;
        this.subscription = subscription;
        this.export = export;
        this.thread = new Thread(this::run, "eunomia-export-" + name);
        // An export that hangs, such as on a pipe nobody reads, must not keep the process alive.
        thread.setDaemon(true);
        thread.start();
    }

    /** Times the export threw since the start. */
    public long failures() {
        return failures;
    }

    /** Events the export threw on; those of a failed batch are the export's to count. */
    public long lost() {
        return lost;
    }

    /** Why it last failed, empty if it never did. */
    public String lastFailure() {
        return lastFailure;
    }

    /** Whether all was moved and the export is closed. */
    public boolean ended() {
        return !thread.isAlive();
    }

    /** Ends it; waits at most five seconds for what is left to be written. */
    @Override
    public void close() {
        if (!closing()) {
            deadline = System.nanoTime() + LAST_WORDS.toNanos();
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!join()) {
                LOG.warn("export {}: gave up waiting for it to take the last events", name);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean closing() {
        return deadline != Long.MAX_VALUE;
    }

    private boolean join() throws InterruptedException {
        long left = deadline - System.nanoTime();
        thread.join(Math.max(1, left / 1_000_000));
        return !thread.isAlive();
    }

    private void run() {
        Guard guard = new Guard();
        try {
            int moved;
            boolean last;
            do {
                last = closing();
                moved = subscription.poll(guard, BATCH_EVENTS, last ? Duration.ZERO : POLL);
                flush();
            } while (last ? moved > 0 && System.nanoTime() - deadline < 0 : moved >= 0);
        } catch (InterruptedException e) {
            // asked to end without the last words
            Thread.currentThread().interrupt();
        } finally {
            finish();
        }
    }

    private void flush() {
        boolean failed = batchFailed;
        batchFailed = false;
        try {
            export.flush();
        } catch (IOException | RuntimeException e) {
            failed = true;
            failed(e);
        }
        if (failing && !failed) {
            failing = false;
            LOG.info("export {}: works again", name);
        }
    }

    private void finish() {
        try {
            export.close();
        } catch (IOException | RuntimeException e) {
            failed(e);
        } finally {
            subscription.close();
        }
    }

    // Only the pump's own thread writes these; others may read them.
    private void failed(Exception e) {
        failures = failures + 1;
        lastFailure = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        if (!failing) {
            failing = true;
            LOG.warn("export {}: {}; it will be tried again", name, lastFailure, e instanceof IOException ? null : e);
        }
    }

    /** Keeps what an export throws away from the subscription. */
    private final class Guard implements EventConsumer {

        @Override
        public void event(EventView event) {
            try {
                export.event(event);
            } catch (RuntimeException e) {
                lost = lost + 1;
                batchFailed = true;
                failed(e);
            }
        }

        @Override
        public void notice(Notice notice) {
            try {
                export.notice(notice);
            } catch (RuntimeException e) {
                batchFailed = true;
                failed(e);
            }
        }
    }
}
