package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ring.RequestedEvents.Kind;
import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Makes one event, waits until it was seen, makes the next; measures from before the system call to the handler. */
final class PingPong implements Runnable, RecordHandler {
    private final RequestedEvents events;
    private final Runnable meanwhile;
    private final long[] latencies;
    private final long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    private volatile long made;
    private volatile int seen;
    private volatile int count;

    /**
     * @param count of events; fewer on a machine so slow, for instance an emulated one, that they take over a minute
     * @param meanwhile done by the producer between two events
     */
    PingPong(RequestedEvents events, int count, Runnable meanwhile) {
        this.events = events;
        this.meanwhile = meanwhile;
        this.latencies = new long[count];
        this.count = count;
    }

    @Override
    public void run() {
        for (int i = 0; i < count; i++) {
            // Between nothing and twenty microseconds after the reader saw the last: it may be anywhere on its way.
            long start = System.nanoTime() + ThreadLocalRandom.current().nextInt(20_000);
            while (System.nanoTime() < start) {
                Thread.onSpinWait();
            }
            meanwhile.run();
            if (start - end > 0) {
                count = i + 1;
            }
            made = System.nanoTime();
            events.request(Kind.SUBMIT, 0, i, 1);
            while (seen <= i) {
                Thread.yield();
            }
        }
    }

    @Override
    public void record(ByteBuffer memory, int offset, int length) {
        int number = seen;
        if (memory.getLong(offset) != number) {
            throw new AssertionError("event " + memory.getLong(offset) + " came for " + number);
        }
        latencies[number] = System.nanoTime() - made;
        seen = number + 1;
    }

    int seen() {
        return seen;
    }

    /** How many are to be seen. */
    int count() {
        return count;
    }

    /** In nanoseconds, one for each event, shortest first; after the last was seen. */
    long[] latencies() {
        long[] sorted = Arrays.copyOf(latencies, seen);
        Arrays.sort(sorted);
        return sorted;
    }
}
