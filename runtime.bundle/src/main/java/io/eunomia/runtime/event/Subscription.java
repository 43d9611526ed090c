package io.eunomia.runtime.event;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A bounded buffer of one subscriber's events. It never slows the reader: what does not fit is dropped and counted,
 * and told in band by {@link Notice.Dropped}. One thread polls; closing may come from any thread.
 */
@ProviderType
public interface Subscription extends AutoCloseable {

    /** The streams as they were at the last {@link #poll}; a hot update may change them. */
    java.util.List<EventSchema> streams();

    /** Of the {@linkplain EventId ids} of its events; empty when it cannot be asked for events again. */
    default String epoch() {
        return "";
    }

    /**
     * Hands over what is waiting, or waits for something.
     *
     * @param maxEvents upper bound for one call
     * @return events and notices handed over; 0 when time is over; -1 when the subscription has ended and all was
     *     handed over
     */
    int poll(EventConsumer consumer, int maxEvents, Duration timeout) throws InterruptedException;

    /** Events that passed the filter. */
    long offered();

    long delivered();

    long dropped();

    /** Ends it; a waiting {@link #poll} returns. */
    @Override
    void close();
}
