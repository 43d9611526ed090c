package io.eunomia.example;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, as short as possible; makes events meanwhile. */
final class Await {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 10_000_000;

    private Await() {
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + MOST.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Starts programs until {@code condition} holds. */
    static void whileStarting(String what, BooleanSupplier condition) {
        until(what, () -> {
            run("true", "embedded");
            return condition.getAsBoolean();
        });
    }

    /** @return the program's process id */
    static int run(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.waitFor();
            return (int) process.pid();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
