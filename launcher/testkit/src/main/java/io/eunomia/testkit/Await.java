package io.eunomia.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, as short as possible, on the calling thread. */
public final class Await {
    /** Long enough for whatever has to happen; emulated machines say by a system property how many times slower they are. */
    public static final Duration LONG = Duration.ofSeconds(90L * Integer.getInteger("eunomia.slow", 1));
    private static final long PAUSE_NANOS = 1_000_000;

    private Await() {
    }

    /** Waits up to {@link #LONG}. @throws AssertionError when the condition does not come true; it names {@code what} */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LONG, condition, () -> "");
    }

    /** @param detail shown when it never comes true */
    public static void until(String what, Duration most, BooleanSupplier condition, Supplier<String> detail) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + most.toSeconds() + " s: " + what + " " + detail.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
