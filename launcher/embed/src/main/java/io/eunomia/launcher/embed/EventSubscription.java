package io.eunomia.launcher.embed;

import java.util.concurrent.Flow;

/**
 * The subscription that this package's publishers give to {@link Flow.Subscriber#onSubscribe}. {@code offered} is the sum
 * of {@code delivered}, {@code dropped} and the events that wait in the buffer. Any thread.
 */
public interface EventSubscription extends Flow.Subscription {

    /** Counts events of the tracker that passed the filter since the subscription. */
    long offered();

    /** Counts events that left the buffer, also those of streams that do not fit the record. */
    long delivered();

    /** Counts events that found the buffer full, because too few were requested. */
    long dropped();
}
