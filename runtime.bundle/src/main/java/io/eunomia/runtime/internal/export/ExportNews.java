package io.eunomia.runtime.internal.export;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when an export begins to fail and when it works again: a line for each change, and for a destination that keeps
 * changing at most one a minute after the first few. Confined to one thread.
 */
final class ExportNews {
    private static final int AT_ONCE = 4;
    private static final long EACH_NANOS = Duration.ofMinutes(1).toNanos();

    private final String export;
    private final Logger log;
    private final LongSupplier clock;
    private boolean toldFailing;
    private int left = AT_ONCE;
    private long refilled;

    ExportNews(String export) {
        this(export, LoggerFactory.getLogger(ExportPump.class), System::nanoTime);
    }

    /** Logs for one export. @param clock in ns, as {@link System#nanoTime} */
    ExportNews(String export, Logger log, LongSupplier clock) {
        this.export = export;
        this.log = log;
        this.clock = clock;
        this.refilled = clock.getAsLong();
    }

    void fails(Throwable failure, String message) {
        if (!toldFailing && mayTell()) {
            toldFailing = true;
            log.warn("export {}: {}; it will be tried again", export, message, failure instanceof IOException ? null : failure);
        }
    }

    /** Notes that something was written; it is not enough that nothing failed. */
    void works() {
        if (toldFailing && mayTell()) {
            toldFailing = false;
            log.info("export {}: works again", export);
        }
    }

    private boolean mayTell() {
        long earned = (clock.getAsLong() - refilled) / EACH_NANOS;
        if (earned > 0) {
            left = (int) Math.min(AT_ONCE, left + earned);
            refilled += earned * EACH_NANOS;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
