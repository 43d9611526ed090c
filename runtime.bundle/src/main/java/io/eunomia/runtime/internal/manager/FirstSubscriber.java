package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;

/**
 * Whoever asked for a tracker's start wants its events from the first on: he is subscribed before a program is attached.
 * Owns the subscription until it is taken. Any thread.
 */
final class FirstSubscriber implements AutoCloseable {
    private final SubscriptionOptions options;
    private Subscription events;
    private boolean refused;
    private boolean over;

    FirstSubscriber(SubscriptionOptions options) {
        this.options = options;
    }

    /** @throws io.eunomia.runtime.TrackerException when the filter does not fit; nothing is started then */
    synchronized void subscribe(Tracker tracker) {
        // A start that failed before it came so far leaves him to the next one, which is not his.
        if (!over) {
            refused = true;
            events = tracker.subscribe(options);
            refused = false;
        }
    }

    /** Whether it was his subscription that failed. */
    synchronized boolean isRefused() {
        return refused;
    }

    /** @param tracker that runs; one that did before has nobody subscribed yet. @return the caller's */
    synchronized Subscription take(Tracker tracker) {
        if (events == null) {
            subscribe(tracker);
        }
        Subscription taken = events;
        events = null;
        return taken;
    }

    @Override
    public synchronized void close() {
        over = true;
        if (events != null) {
            events.close();
        }
    }
}
