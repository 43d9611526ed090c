package io.eunomia.runtime.export;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventFormat;
import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open export: receives events in batches, each ended by {@link #flush}. One thread at a time.
 *
 * <p>The loss ledger counts an event as delivered when it has arrived, not when the export has taken it: see
 * {@link #arrivals}.
 */
@ConsumerType
public interface Export extends EventConsumer, AutoCloseable {

    /**
     * Counts what became of the events that an export has taken since it was opened; events in neither number are pending.
     *
     * @param written events that reached the destination
     * @param lost events that never will
     */
    record Arrivals(long written, long lost) {
    }

    /** Ends a batch. @throws IOException when the destination fails; the events of the batch count as dropped */
    void flush() throws IOException;

    /**
     * Tells how many events have arrived. Override it in an export that writes at other times than at {@link #flush}, for
     * instance one that collects events until there are enough. It is asked after each flush, also one that threw, and
     * after {@link #close}, when what is still pending counts as dropped. Do not count events at which {@link #event}
     * threw: they are dropped. Numbers that go back, or that sum to more than the export was given, are not believed.
     *
     * @return empty for an export that has written all of a batch when flush returns, and nothing when it throws
     */
    default Optional<Arrivals> arrivals() {
        return Optional.empty();
    }

    /**
     * Tells which registered format the export writes in. When the bundle that brings it stops, the export ends: its format
     * still writes what waits and the notice {@code ended}, and is not used after that.
     *
     * @return empty for an export that uses none
     */
    default Optional<EventFormat> format() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
