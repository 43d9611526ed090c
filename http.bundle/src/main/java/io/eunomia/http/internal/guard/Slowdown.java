package io.eunomia.http.internal.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long answers to those without a token are kept back: a peer has some free, and gets new ones slowly; whoever has used
 * them up waits. Known are a bounded number of peers, those that asked last. Any thread.
 */
public final class Slowdown {
    /** For who is refused. */
    public static final Duration REFUSED = Duration.ofSeconds(1);
    /** For who asks what everybody may ask: short of what probes take for a failure. */
    public static final Duration SERVED = Duration.ofMillis(200);
    static final int FREE = 64;
    private static final long NANOS_PER_FREE = 50_000_000;
    private static final int MOST_PEERS = 1024;

    private final Duration wait;
    private final LongSupplier clock;
    /** When each peer will have all of its free refusals back. */
    private final Map<String, Long> restored = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_PEERS;
        }
    };

    /** @param wait how long whoever has used up what is free waits */
    public Slowdown(Duration wait) {
        this(wait, System::nanoTime);
    }

    /** @param clock in nanoseconds, as {@link System#nanoTime} */
    Slowdown(Duration wait, LongSupplier clock) {
        this.wait = wait;
        this.clock = clock;
    }

    /** @param address numeric, of the one who is to be answered @return how long the answer is to be kept back */
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
