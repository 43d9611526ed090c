package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the events of one subscriber. Each counter has one writer, so a plain read and an ordered write suffice; any
 * thread reads.
 */
final class SubscriberCounts {
    // Written by the producer.
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    // Written by the consumer.
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong unwanted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();

    /** Called by the producer for each offered event. */
    void countOffered() {
        add(offered, 1);
    }

    /** Called by the producer when offered events had no room. */
    void countDropped(long more) {
        add(dropped, more);
    }

    /** Called by the consumer when the filter refused an offered event, which counts as never offered. */
    void countUnwanted() {
        add(unwanted, 1);
    }

    /** Called by the consumer when events were delivered. */
    void countDelivered(long more) {
        add(delivered, more);
    }

    /** Called by the consumer when events were taken and did not arrive. */
    void countFailed(long more) {
        add(failed, more);
    }

    /** Called by the consumer when it delivered events from before it came. */
    void countReplayed(long more) {
        add(replayed, more);
    }

    private static void add(AtomicLong counter, long more) {
        counter.lazySet(counter.getPlain() + more);
    }

    /** Returns how many events were offered, those too that the filter refused later. */
    long offeredInAll() {
        return offered.get();
    }

    /** Returns how many events had no room. */
    long droppedInAll() {
        return dropped.get();
    }

    long unwanted() {
        return unwanted.get();
    }

    long failed() {
        return failed.get();
    }

    long replayed() {
        return replayed.get();
    }

    long offered() {
        // This is read first, so that nothing counts as refused that does not count as offered yet.
        long refused = unwanted.get();
        return offered.get() - refused + replayed.get();
    }

    long delivered() {
        return delivered.get() + replayed.get();
    }

    long dropped() {
        return dropped.get() + failed.get();
    }

    /** Returns the ledger; called while nothing is offered. */
    SubscriberLedger ledger(String name) {
        long out = delivered();
        long lost = dropped();
        long in = offered();
        return new SubscriberLedger(name, in, out, lost, in - out - lost);
    }
}
