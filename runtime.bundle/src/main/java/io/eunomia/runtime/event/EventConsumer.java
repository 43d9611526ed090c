package io.eunomia.runtime.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Receives events and notices in order, on one thread at a time. */
@ConsumerType
public interface EventConsumer {

    /** @param event valid during the call only */
    void event(EventView event);

    void notice(Notice notice);
}
