package io.eunomia.runtime.export;

import io.eunomia.runtime.event.EventConsumer;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** An open export: receives events in batches, each ended by {@link #flush}. One thread at a time. */
@ConsumerType
public interface Export extends EventConsumer, AutoCloseable {

    /** Ends a batch. @throws IOException when the destination fails; the events of the batch count as dropped */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
