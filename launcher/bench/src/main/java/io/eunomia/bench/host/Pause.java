package io.eunomia.bench.host;

import java.util.concurrent.TimeUnit;

/** Lets time pass: what is measured is what happens meanwhile. */
public final class Pause {
    private Pause() {
    }

    public static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
