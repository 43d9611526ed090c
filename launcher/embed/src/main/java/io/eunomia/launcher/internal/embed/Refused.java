package io.eunomia.launcher.internal.embed;

import java.util.concurrent.Flow;

/** The subscription of a subscriber that never got anything. */
record Refused() implements Flow.Subscription {

    /** Tells a subscriber that it cannot be served, as Flow demands. */
    static void tell(Flow.Subscriber<?> subscriber, RuntimeException why) {
        subscriber.onSubscribe(new Refused());
        subscriber.onError(why);
    }

    @Override
    public void request(long items) {
        // Nothing will come.
    }

    @Override
    public void cancel() {
        // There is nothing to cancel.
    }
}
