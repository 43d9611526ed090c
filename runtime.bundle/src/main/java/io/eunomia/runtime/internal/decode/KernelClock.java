package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.kernel.KernelTime;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Tells how far the kernel's clocks are from wall time. While events flow their readers call {@link #keep}, which measures
 * anew four times a second, so that a step of the wall clock shows within that time. Any thread may use it.
 */
public final class KernelClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MEASURED_EVERY_NANOS = 250_000_000L;
    /**
     * A smaller difference is noise of the measurement and is ignored; otherwise the same event would be shown with two
     * times.
     */
    private static final long NOISE_NANOS = 100_000;

    private record Offsets(long monotonic, long boottime) {
    }

    private final Supplier<KernelTime> source;
    private volatile Offsets offsets;
    /**
     * The next measurement, by the JVM's own monotonic clock. Two threads may both find it passed, which costs one more
     * reading.
     */
    private volatile long nextMeasuring;

    /** @param source reads the kernel's clocks, by any thread */
    public KernelClock(Supplier<KernelTime> source) {
        this.source = source;
        measureAgain();
    }

    /** Measures by the JVM's clocks: right where there is no time namespace and the machine was never suspended. */
    public static KernelClock measure() {
        return new KernelClock(() -> {
            Instant now = Instant.now();
            long monotonic = System.nanoTime();
            return new KernelTime(now.getEpochSecond() * NANOS_PER_SECOND + now.getNano(), monotonic, monotonic);
        });
    }

    /** Measures again if the last measurement was long ago; called whenever events are read, not for each of them. */
    public void keep() {
        if (System.nanoTime() - nextMeasuring >= 0) {
            measureAgain();
        }
    }

    void measureAgain() {
        KernelTime now = source.get();
        nextMeasuring = System.nanoTime() + MEASURED_EVERY_NANOS;
        Offsets before = offsets;
        Offsets measured = new Offsets(now.realtime() - now.monotonic(), now.realtime() - now.boottime());
        boolean same = before != null && Math.abs(before.monotonic - measured.monotonic) < NOISE_NANOS
                && Math.abs(before.boottime - measured.boottime) < NOISE_NANOS;
        if (!same) {
            offsets = measured;
        }
    }

    /** The offset in ns to add to CLOCK_MONOTONIC (bpf_ktime_get_ns) to get ns since the epoch. */
    public long monotonicOffset() {
        return offsets.monotonic;
    }

    /** The offset in ns to add to CLOCK_BOOTTIME (bpf_ktime_get_boot_ns) to get ns since the epoch. */
    public long boottimeOffset() {
        return offsets.boottime;
    }
}
