package io.eunomia.http.internal.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides how long answers to requests without a token are kept back. A peer has some answers free and slowly gets new ones;
 * when it has used them up it waits. Only a bounded number of peers is remembered, those that asked last. Any thread.
 */
public final class Slowdown {
    /** The wait for refused requests. */
    public static final Duration REFUSED = Duration.ofSeconds(1);
    /** The wait for requests that need no token: shorter than the time after which health probes report a failure. */
    public static final Duration SERVED = Duration.ofMillis(200);
    static final int FREE = 64;
    private static final long NANOS_PER_FREE = 50_000_000;
    private static final int MOST_PEERS = 1024;

    private final Duration wait;
    private final LongSupplier clock;
    /** For each peer the time, on the clock, at which it has all of its free answers back. */
    private final Map<String, Long> restored = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_PEERS;
        }
    };

    /** @param wait how long the answer is kept back from a peer that has used up its free ones */
    public Slowdown(Duration wait) {
        this(wait, System::nanoTime);
    }

    /** @param clock in nanoseconds, like {@link System#nanoTime} */
    Slowdown(Duration wait, LongSupplier clock) {
        this.wait = wait;
        this.clock = clock;
    }

    /** @param address numeric address of the client @return how long the answer to it is to be kept back */
    public Duration next(String address) {
        return take(Peers.key(address));
    }

    private synchronized Duration take(String peer) {
        long now = clock.getAsLong();
        Long known = restored.get(peer);
        long from = known == null || known - now < 0 ? now : known;
        if (from - now > (FREE - 1) * NANOS_PER_FREE) {
            return wait;
        }
        restored.put(peer, from + NANOS_PER_FREE);
        return Duration.ZERO;
    }

    synchronized int peers() {
        return restored.size();
    }
}
