package io.eunomia.runtime.internal.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * How far the kernel's clocks are from wall time.
 *
 * @param monotonicOffset ns to add to CLOCK_MONOTONIC (bpf_ktime_get_ns) to get ns since the epoch
 * @param boottimeOffset ns to add to CLOCK_BOOTTIME (bpf_ktime_get_boot_ns)
 */
public record KernelClock(long monotonicOffset, long boottimeOffset) {
    private static final Path UPTIME = Path.of("/proc/uptime");
    /** /proc/uptime tells hundredths; anything less than this is not time spent suspended. */
    private static final long SUSPENDED_AT_LEAST = 1_000_000_000L;

    /** Measured now; good to a few microseconds. On Linux the JVM's nanoTime is CLOCK_MONOTONIC. */
    public static KernelClock measure() {
        long best = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            long wall = wallNanos();
            long after = System.nanoTime();
            if (after - before < best) {
                best = after - before;
                offset = wall - (before + after) / 2;
            }
        }
        return new KernelClock(offset, offset - suspended());
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** CLOCK_BOOTTIME minus CLOCK_MONOTONIC. */
    private static long suspended() {
        try {
            String text = Files.readString(UPTIME);
            double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
            long ahead = (long) (seconds * 1e9) - System.nanoTime();
            return ahead < SUSPENDED_AT_LEAST ? 0 : ahead;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // Without /proc the machine is taken for one that was never suspended.
            return 0;
        }
    }
}
