package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.EnrichmentLedger;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.enrich.Enrichers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A hub whose records come from a test instead of a ring. */
public final class FedHub {
    private final TrackerHub hub;

    public FedHub(CompiledSchema... streams) {
        this(new HistoryBudget(), streams);
    }

    FedHub(HistoryBudget budget, CompiledSchema... streams) {
        this(budget, Enrichers.none(), streams);
    }

    FedHub(Enrichers enrichers, CompiledSchema... streams) {
        this(new HistoryBudget(), enrichers, streams);
    }

    private FedHub(HistoryBudget budget, Enrichers enrichers, CompiledSchema... streams) {
        hub = new TrackerHub(budget, enrichers);
        hub.begin(List.of(streams));
    }

    ConfirmedSubscription subscribe(SubscriptionOptions options) {
        return hub.subscribe(options);
    }

    Subscription follow(SubscriptionOptions options) {
        return hub.follow(options);
    }

    void update(CompiledSchema... streams) {
        hub.goOn(List.of(streams), new Notice.Updated("1", "2"));
    }

    void goOnAfter(FormerEpoch former) {
        hub.goOnAfter(former);
    }

    public ConfirmedSubscription subscribe(String name, int bufferBytes) {
        return hub.subscribe(new SubscriptionOptions(name, "", bufferBytes));
    }

    public ConfirmedSubscription subscribe(String name, int bufferBytes, String filter) {
        return hub.subscribe(new SubscriptionOptions(name, filter, bufferBytes));
    }

    public void publish(int stream, byte[]... records) {
        hub.publishBatch(stream, Arrays.stream(records)
                .map(record -> ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN)).toList());
    }

    /** Says that the kernel refused so many records since the start. */
    void lost(long sinceLoad) {
        hub.lost(0, () -> sinceLoad);
    }

    List<EnrichmentLedger> enrichments() {
        return hub.enrichmentLedgers();
    }

    public List<SubscriberLedger> ledgers() {
        return hub.subscriberLedgers();
    }

    public void end() {
        hub.end(new Notice.Ended(Notice.End.STOPPED, "stopped"));
    }
}
