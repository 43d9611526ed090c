package io.eunomia.runtime.event;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One subscriber's events in a bounded buffer. It never slows the thread that reads the kernel's buffers: events that do
 * not fit are dropped and counted, and a {@link Notice.Dropped} in their place tells how many. One thread polls; closing
 * may come from any thread.
 *
 * <p>A thread that follows a tracker to its end: <pre>{@code
 * SubscriptionOptions options = SubscriptionOptions.all("audit");
 * try (Subscription events = tracker.subscribe(options)) {
 *     while (events.poll(consumer, 1000, Duration.ofSeconds(1)) >= 0) {
 *         if (events.dropped() > 0) {
 *             out.println("too slow: " + events.dropped() + " of " + events.offered() + " dropped");
 *         }
 *     }
 * }
 * }</pre>
 */
@ProviderType
public interface Subscription extends AutoCloseable {

    /** Returns the streams as they were at the last {@link #poll}; a hot update may change them. */
    java.util.List<EventSchema> streams();

    /** Returns the epoch of its events' {@linkplain EventId ids}; empty when it cannot be asked for events again. */
    default String epoch() {
        return "";
    }

    /**
     * Hands over the events and notices that are waiting, or waits for some.
     *
     * @param maxEvents upper bound for one call; text comes in pieces, which may hold more
     * @return events and notices handed over; 0 when time is over; -1 when the subscription has ended and all was handed
     *     over
     */
    int poll(EventConsumer consumer, int maxEvents, Duration timeout) throws InterruptedException;

    /** Returns how many events passed the filter. */
    long offered();

    long delivered();

    long dropped();

    /**
     * Tells whether the tracker has ended it: no more events come, but those that wait are still handed over, and the reason
     * after them. Any thread may ask.
     */
    default boolean ending() {
        return false;
    }

    /** Ends the subscription; a waiting {@link #poll} returns. */
    @Override
    void close();
}
