package io.eunomia.launcher.embed;

import java.util.concurrent.Flow;

/**
 * What {@link Flow.Subscriber#onSubscribe} is given by this package's publishers. {@code offered} is the sum of the
 * other two and of what waits in the buffer. Any thread.
 */
public interface EventSubscription extends Flow.Subscription {

    /** Events of the tracker that passed the filter since the subscription. */
    long offered();

    /** Events that left the buffer, also those of other streams than a record's. */
    long delivered();

    /** Events that found the buffer full, because too few were requested. */
    long dropped();
}
