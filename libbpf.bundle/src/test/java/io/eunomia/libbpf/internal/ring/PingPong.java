package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ring.RequestedEvents.Kind;
import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Makes one event, waits until it was seen, makes the next; measures from before the system call to the handler. */
final class PingPong implements Runnable, RecordHandler {
    private final RequestedEvents events;
    private final Runnable meanwhile;
    private final long[] latencies;
    private volatile long made;
    private volatile int seen;

    /** @param meanwhile done by the producer now and then between two events */
    PingPong(RequestedEvents events, int count, Runnable meanwhile) {
        this.events = events;
        this.meanwhile = meanwhile;
        this.latencies = new long[count];
    }

    @Override
    public void run() {
        for (int i = 0; i < latencies.length; i++) {
            // Between nothing and twenty microseconds after the reader saw the last: it may be anywhere on its way.
            long start = System.nanoTime() + ThreadLocalRandom.current().nextInt(20_000);
            while (System.nanoTime() < start) {
                Thread.onSpinWait();
            }
            meanwhile.run();
            made = System.nanoTime();
            events.request(Kind.SUBMIT, 0, i, 1);
            while (seen <= i) {
                Thread.yield();
            }
        }
    }

    @Override
    public void record(ByteBuffer memory, int offset, int length) {
        if (memory.getLong(offset) != seen) {
            throw new AssertionError("event " + memory.getLong(offset) + " came for " + seen);
        }
        latencies[seen] = System.nanoTime() - made;
        seen = seen + 1;
    }

    int seen() {
        return seen;
    }

    /** In nanoseconds, one for each event. */
    long[] latencies() {
        return latencies;
    }
}
