package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.TrackerStats.EnrichmentLedger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts for one tracker what enrichers did not know. Any thread. */
public final class EnrichmentCounts {

    /** The counts of one enricher. */
    static final class Count {
        private final LongAdder unknown = new LongAdder();
        private final LongAdder late = new LongAdder();

        void unknown() {
            unknown.increment();
        }

        void late() {
            late.increment();
            unknown.increment();
        }
    }

    private final Map<String, Count> counts = new ConcurrentSkipListMap<>();

    Count of(String enricher) {
        return counts.computeIfAbsent(enricher, name -> new Count());
    }

    /** Returns the counts of all enrichers that the tracker's readers asked for. */
    public List<EnrichmentLedger> ledgers() {
        return counts.entrySet().stream().map(one -> new EnrichmentLedger(one.getKey(), one.getValue().unknown.sum(),
                one.getValue().late.sum())).toList();
    }
}
