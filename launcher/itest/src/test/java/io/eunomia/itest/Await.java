package io.eunomia.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, as short as possible. */
final class Await {
    static final Duration LONG = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = 5_000_000;

    private Await() {
    }

    static void until(String what, BooleanSupplier condition) {
        until(what, LONG, condition, () -> "");
    }

    /** @param detail shown when it never comes true */
    static void until(String what, Duration most, BooleanSupplier condition, Supplier<String> detail) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + most.toSeconds() + " s: " + what + " " + detail.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
