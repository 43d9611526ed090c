package io.eunomia.runtime.event;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Receives events and notices in order, on one thread at a time. */
@ConsumerType
public interface EventConsumer {

    /** @param event valid during the call only */
    void event(EventView event);

    void notice(Notice notice);

    /**
     * Receives events, and notices among them, as text: only of a subscription whose options ask for {@link
     * SubscriptionOptions#text}. The events from before it began come to {@link #event} all the same, and notices that are
     * this subscriber's own to {@link #notice}: the last one, and what it lost by being slow.
     *
     * @param text valid during the call only; read-only, because other subscribers get it too
     * @param events how many it holds; 0 when it says what the reader needs to understand those that follow
     */
    default void text(ByteBuffer text, int events) {
        throw new UnsupportedOperationException(getClass().getName() + " takes no text");
    }
}
