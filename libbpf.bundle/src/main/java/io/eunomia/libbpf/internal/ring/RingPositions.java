package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;

/** The positions of a ring's reader and writers as both sides see them: unsigned numbers of bytes that only grow. */
final class RingPositions {
    private final ForeignMemory consumer;
    private final ForeignMemory producer;
    private long published;

    /** @param consumer the page with the reader's position @param producer the page with the writers' position */
    RingPositions(ForeignMemory consumer, ForeignMemory producer) {
        this.consumer = consumer;
        this.producer = producer;
        this.published = consumer.getLongAcquire(0);
    }

    /** The position up to which the memory was given back. */
    long published() {
        return published;
    }

    /** Gives back the memory before {@code next}; later reads of the ring see values newer than that. */
    void publish(long next) {
        if (next != published) {
            published = next;
            consumer.putLongFenced(0, next);
        }
    }

    /** The position up to which the producers have reserved. */
    long produced() {
        return producer.getLongAcquire(0);
    }

    /** Tells whether this is the only reader that gives memory back. */
    boolean ownedAlone() {
        return consumer.getLongAcquire(0) == published;
    }
}
