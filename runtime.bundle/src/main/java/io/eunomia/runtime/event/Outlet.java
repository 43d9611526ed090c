package io.eunomia.runtime.event;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Where an {@link EventDrain} puts events. Called by the thread that runs the drain. */
@ConsumerType
public interface Outlet extends EventConsumer {
    /** How many events are handed over at a time unless the outlet says otherwise. */
    int BATCH = 512;

    /** Called before the first event. */
    default void begin() throws IOException {
        // Most outlets need no preparation.
    }

    /**
     * Returns how many events it takes now; waits until it takes some, if need be.
     *
     * @return at least 1; negative when it takes no more, which ends the drain
     */
    default int room() throws InterruptedException {
        return BATCH;
    }

    /**
     * Ends a batch.
     *
     * @param handed events and notices since the last call; 0 when nothing came for as long as the drain is patient; -1
     *     when no more will come
     * @throws IOException when the destination fails, which ends the drain
     */
    void flush(int handed) throws IOException;
}
