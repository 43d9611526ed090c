package io.eunomia.runtime.display;

import io.eunomia.runtime.event.Notice;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Somebody who reads a display time and again. Each reader has its own last reading: of a drained display it gets what came
 * since then, whoever else reads; of another it gets the sums that the map holds. One thread reads, any may close.
 */
@ProviderType
public interface DisplayReader extends AutoCloseable {

    /** Reads now, without waiting. */
    DisplayReading read();

    /**
     * Waits for an interval, and reads.
     *
     * @param interval zero for that of the display
     * @return sooner, and marked as the last, when the tracker ends; empty when it has ended before, or this was closed
     */
    default Optional<DisplayReading> next(Duration interval) throws InterruptedException {
        return next(interval, Duration.ofDays(365));
    }

    /** Waits as {@link #next(Duration)} does. @param most the longest that it waits; the result is then empty */
    Optional<DisplayReading> next(Duration interval, Duration most) throws InterruptedException;

    /** Why no more readings come; empty while more may come, and after {@link #close}. */
    Optional<Notice.Ended> ended();

    @Override
    void close();
}
