package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.internal.decode.AddedValue;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The answer to one key, or the wait for it. Any thread. */
final class Found {
    private final byte[] key;
    private final int hash;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile AddedValue[] values;
    /** As {@link System#nanoTime} counts; set before the values. */
    private long expires;

    Found(byte[] key, int hash) {
        this.key = key;
        this.hash = hash;
    }

    boolean isFor(byte[] bytes, int length, int wanted) {
        return hash == wanted && Arrays.equals(key, 0, key.length, bytes, 0, length);
    }

    /** Returns the values; null while they are awaited. */
    AddedValue[] values() {
        return values;
    }

    boolean isOver(long now) {
        return values != null && now - expires >= 0;
    }

    long expires() {
        return expires;
    }

    void answer(AddedValue[] what, long until) {
        expires = until;
        values = what;
        answered.countDown();
    }

    /** Waits for the values. @return null when they have not come by then */
    AddedValue[] await(long nanos) {
        try {
            if (nanos > 0) {
                answered.await(nanos, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return values;
    }
}
