package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;

/**
 * Subscribes the caller that starts a tracker before its first program is attached, so that the caller gets the events from
 * the first on. Owns the subscription until it is taken. Any thread.
 */
public final class FirstSubscriber implements AutoCloseable {
    private final SubscriptionOptions options;
    private Subscription events;
    private boolean refused;
    private boolean over;

    public FirstSubscriber(SubscriptionOptions options) {
        this.options = options;
    }

    /**
     * Subscribes, unless the start is over.
     *
     * @throws io.eunomia.runtime.TrackerException when the filter does not fit; nothing is started then
     */
    public synchronized void subscribe(Tracker tracker) {
        // A start that failed before this point leaves the subscriber behind; a later start must not subscribe it.
        if (!over) {
            refused = true;
            events = tracker.subscribe(options);
            refused = false;
        }
    }

    /** Tells whether the start failed because of this subscription. */
    public synchronized boolean isRefused() {
        return refused;
    }

    /**
     * Takes the subscription, which is the caller's from now on. A tracker that ran before this start is subscribed to now.
     *
     * @param tracker that runs; one that did before has nobody subscribed yet.
     * @return the caller's
     */
    public synchronized Subscription take(Tracker tracker) {
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
