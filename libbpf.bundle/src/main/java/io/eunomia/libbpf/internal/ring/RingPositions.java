package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;

/** Where a ring's reader and its writers are, as both sides see it: unsigned numbers of bytes that only grow. */
final class RingPositions {
    private final ForeignMemory consumer;
    private final ForeignMemory producer;
    private long published;

    /** @param consumer the page with the reader's position @param producer that with the writers' */
    RingPositions(ForeignMemory consumer, ForeignMemory producer) {
        this.consumer = consumer;
        this.producer = producer;
        this.published = consumer.getLongAcquire(0);
    }

    /** Up to where the memory was given back. */
    long published() {
        return published;
    }

    /** Gives back the memory before {@code next}; what is read of the ring afterwards is newer than that. */
    void publish(long next) {
        if (next != published) {
            published = next;
            consumer.putLongFenced(0, next);
        }
    }

    /** Up to where the producers have reserved. */
    long produced() {
        return producer.getLongAcquire(0);
    }

    /** Whether nobody else gives memory back. */
    boolean ownedAlone() {
        return consumer.getLongAcquire(0) == published;
    }
}
