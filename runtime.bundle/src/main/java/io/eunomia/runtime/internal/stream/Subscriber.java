package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import java.util.List;
import java.util.function.Supplier;

/**
 * One subscriber, or all that read the same text, with its filters and its queue.
 *
 * @param group of those that read the same text; null for one that takes records
 * @param schemas of the records in its queue, with what is added for it
 * @param filter the part of the filter that is applied while events are read; null lets all pass
 * @param rest the part that is applied when records are taken from the queue, or null
 */
record Subscriber(RecordQueue queue, TextGroup group, SubscriptionOptions options, EnrichedFilter wanted,
        CompiledSchema[] schemas, CompiledFilter filter, CompiledFilter rest) {

    static Subscriber of(RecordQueue queue, TextGroup group, SubscriptionOptions options, EnrichedFilter wanted,
            EnrichedFilter.Bound bound) {
        return new Subscriber(queue, group, options, wanted, bound.schemas(),
                wanted.filter().all() ? null : bound.parts().whileReading(), bound.parts().whole());
    }

    /** @return gives the subscriber with its filter bound to other schemas, or throws why that does not fit */
    Supplier<Subscriber> bound(CompiledSchema[] next) {
        try {
            Subscriber bound = of(queue, group, options, wanted, wanted.bind(next));
            return () -> bound;
        } catch (TrackerException e) {
            return () -> {
                throw e;
            };
        }
    }

    int readers() {
        return group == null ? 1 : group.size();
    }

    void addLedgers(List<SubscriberLedger> to) {
        if (group == null) {
            to.add(queue.counts().ledger(options.name()));
        } else {
            group.addLedgers(to);
        }
    }
}
