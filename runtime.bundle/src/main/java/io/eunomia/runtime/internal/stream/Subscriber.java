package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.util.List;
import java.util.function.Supplier;

/**
 * One subscriber with its filters and its buffer.
 *
 * @param filter the part of the filter that is applied while events are read; null lets all pass
 * @param rest the part that its buffer applies, or null
 */
record Subscriber(SubscriberBuffer buffer, SubscriptionOptions options, EventFilter wanted, CompiledFilter filter, CompiledFilter rest) {

    static Subscriber of(SubscriberBuffer buffer, SubscriptionOptions options, EventFilter wanted, EventFilter.Parts parts) {
        return new Subscriber(buffer, options, wanted, wanted.all() ? null : parts.whileReading(), parts.whole());
    }

    /** @return gives the subscriber with its filter bound to other schemas, or throws why that does not fit */
    Supplier<Subscriber> bound(CompiledSchema[] next) {
        try {
            Subscriber bound = of(buffer, options, wanted, wanted.split(List.of(next)));
            return () -> bound;
        } catch (TrackerException e) {
            return () -> {
                throw e;
            };
        }
    }
}
