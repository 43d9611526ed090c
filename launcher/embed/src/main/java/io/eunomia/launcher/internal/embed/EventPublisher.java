package io.eunomia.launcher.internal.embed;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Gives every subscriber a buffer of its own on the tracker, and a thread that empties it. */
public record EventPublisher<T>(Tracker tracker, SubscriptionOptions options, EventMapper<T> mapper, Pumps pumps)
        implements Flow.Publisher<T> {

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        serve(() -> tracker.subscribe(options), subscriber);
    }

    /**
     * Serves a subscriber. One that cannot be served is told so by {@code onError}, as Flow demands.
     *
     * @param events makes the subscription, or returns one that is there; taken over
     */
    public void serve(Supplier<Subscription> events, Flow.Subscriber<? super T> subscriber) {
        Subscription source = null;
        EventPump<T> pump;
        try {
            source = events.get();
            pump = new EventPump<>(source, mapper, subscriber);
        } catch (RuntimeException e) {
            if (source != null) {
                source.close();
            }
            Refused.tell(subscriber, e);
            return;
        }
        pumps.start(pump, "eunomia-flow-" + tracker.name());
    }
}
