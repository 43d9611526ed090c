package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.export.Export;

/**
 * The thread that moves events from a subscription to an export. Owns both: {@link #close} closes the subscription,
 * lets the export have what is waiting in it, and closes the export.
 */
public final class ExportPump implements AutoCloseable {

    /**
     * Starts at once.
     *
     * @param name for the thread and for messages, e.g. {@code process/json}
     */
    public ExportPump(String name, Subscription subscription, Export export) {
        throw new UnsupportedOperationException(name + subscription + export);
    }

    /** Times the export threw since the start. */
    public long failures() {
        throw new UnsupportedOperationException();
    }

    /** Why it last failed, empty if it never did. */
    public String lastFailure() {
        throw new UnsupportedOperationException();
    }

    /** Ends it; waits at most five seconds for what is left to be written. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
