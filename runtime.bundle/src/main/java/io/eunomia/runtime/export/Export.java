package io.eunomia.runtime.export;

import io.eunomia.runtime.event.EventConsumer;
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
     * What became of the events that an export has taken since it was opened; those in neither number are pending.
     *
     * @param written reached the destination
     * @param lost never will
     */
    record Arrivals(long written, long lost) {
    }

    /** Ends a batch. @throws IOException when the destination fails; the events of the batch count as dropped */
    void flush() throws IOException;

    /**
     * To be answered by an export that writes at other times than at {@link #flush}, for instance one that holds events
     * until there are enough. It is asked after each flush, also one that threw, and after {@link #close}, when what is
     * still pending counts as dropped. Events at which {@link #event} threw are dropped and not to be counted here; numbers
     * that go back, or sum to more than it was given, are not believed.
     *
     * @return empty for an export that has written all of a batch when flush returns, and nothing when it throws
     */
    default Optional<Arrivals> arrivals() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
