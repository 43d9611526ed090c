package io.eunomia.runtime.event;

import java.util.Optional;

/**
 * @param name who subscribes, for the ledger
 * @param filter infix, e.g. {@code pid > 100 && comm != "bash"}, or LDAP (RFC 4515 syntax as in OSGi), e.g.
 *     {@code (&(comm=bash*)(pid>=100))}; empty for all
 * @param bufferBytes of the subscriber's buffer
 * @param resumable whether the subscriber may come again and ask for what it has missed: the last events are kept for it
 * @param after the last event that it has seen: what is kept of those after it comes first, and what is not is told by
 *     {@link Notice.Missed}; empty to begin with the next event
 */
public record SubscriptionOptions(String name, String filter, int bufferBytes, boolean resumable, Optional<EventId> after) {
    public static final int DEFAULT_BUFFER_BYTES = 1 << 20;

    public SubscriptionOptions(String name, String filter, int bufferBytes) {
        this(name, filter, bufferBytes, false, Optional.empty());
    }

    public static SubscriptionOptions all(String name) {
        return new SubscriptionOptions(name, "", DEFAULT_BUFFER_BYTES);
    }

    /** Returns these options with {@code resumable} set, so that later events can be asked for. */
    public SubscriptionOptions keeping() {
        return new SubscriptionOptions(name, filter, bufferBytes, true, after);
    }

    /** Returns these options, resumable, to begin after the given event. */
    public SubscriptionOptions from(EventId last) {
        return new SubscriptionOptions(name, filter, bufferBytes, true, Optional.of(last));
    }
}
