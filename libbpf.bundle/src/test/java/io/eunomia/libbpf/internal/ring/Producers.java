package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ring.RequestedEvents.Kind;
import java.util.ArrayList;
import java.util.List;

/** Threads that each make numbered events as fast as they can; thread i writes tag i. */
final class Producers implements AutoCloseable {
    private static final int BURST = 8;

    private final List<Thread> threads = new ArrayList<>();
    private final long events;
    private final long started = System.nanoTime();
    private volatile long ended;
    private volatile boolean stop;

    /** @param eventsEach made by each thread */
    Producers(RequestedEvents target, int count, long eventsEach) {
        events = count * eventsEach;
        for (int tag = 0; tag < count; tag++) {
            int mine = tag;
            Thread thread = new Thread(() -> produce(target, mine, eventsEach), "producer-" + tag);
            threads.add(thread);
            thread.start();
        }
    }

    private void produce(RequestedEvents target, int tag, long eventsEach) {
        for (long sequence = 0; sequence < eventsEach && !stop; sequence += BURST) {
            target.request(Kind.SUBMIT, tag, sequence, (int) Math.min(BURST, eventsEach - sequence));
        }
        ended = System.nanoTime();
    }

    boolean running() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Events per second, all threads together; after they ended. */
    double rate() {
        return events * 1e9 / (ended - started);
    }

    @Override
    public void close() {
        stop = true;
        for (Thread thread : threads) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
