package io.eunomia.runtime.event;

/**
 * @param name who subscribes, for the ledger
 * @param filter infix, e.g. {@code pid > 100 && comm != "bash"}, or LDAP (RFC 4515 syntax as in OSGi), e.g.
 *     {@code (&(comm=bash*)(pid>=100))}; empty for all
 * @param bufferBytes of the subscriber's buffer
 */
public record SubscriptionOptions(String name, String filter, int bufferBytes) {
    public static final int DEFAULT_BUFFER_BYTES = 1 << 20;

    public static SubscriptionOptions all(String name) {
        return new SubscriptionOptions(name, "", DEFAULT_BUFFER_BYTES);
    }
}
