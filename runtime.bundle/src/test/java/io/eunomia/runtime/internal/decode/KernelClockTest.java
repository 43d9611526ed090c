package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.kernel.KernelTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KernelClockTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long NOW = 1_700_000_000_000_000_000L;

    private final AtomicReference<KernelTime> time = new AtomicReference<>(new KernelTime(NOW, HOUR, 2 * HOUR));
    private final AtomicInteger readings = new AtomicInteger();
    private final KernelClock clock = new KernelClock(() -> {
        readings.incrementAndGet();
        return time.get();
    });

    @Test
    void a_step_of_the_wall_clock_shows_in_every_schema_that_is_in_use() {
        TestObject object = TestObject.named("layouts", clock);
        RecordView view = object.view("shown");
        long before = view.timeNanos();
        assertThat(before).isEqualTo(NOW - HOUR + 1_000_000_000L);
        assertThat(TestObject.json(view, "booted")).isEqualTo("\"2023-11-14T20:13:22.000000000Z\"");
        time.set(new KernelTime(NOW + HOUR, HOUR, 2 * HOUR));
        clock.measureAgain();
        assertThat(view.timeNanos()).isEqualTo(before + HOUR);
        assertThat(object.view("shown").timeNanos()).isEqualTo(before + HOUR);
        assertThat(TestObject.json(view, "booted")).isEqualTo("\"2023-11-14T21:13:22.000000000Z\"");
    }

    @Test
    void a_suspension_moves_boot_time_and_wall_time_alone() {
        time.set(new KernelTime(NOW + HOUR, HOUR, 3 * HOUR));
        clock.measureAgain();
        assertThat(clock.monotonicOffset()).isEqualTo(NOW);
        assertThat(clock.boottimeOffset()).isEqualTo(NOW - 2 * HOUR);
    }

    @Test
    void the_noise_of_measuring_changes_no_events_time() {
        for (long noise : List.of(99_000L, -99_000L)) {
            time.set(new KernelTime(NOW + noise, HOUR, 2 * HOUR));
            clock.measureAgain();
            assertThat(clock.monotonicOffset()).isEqualTo(NOW - HOUR);
        }
        time.set(new KernelTime(NOW + 150_000, HOUR, 2 * HOUR));
        clock.measureAgain();
        assertThat(clock.monotonicOffset()).isEqualTo(NOW - HOUR + 150_000);
    }

    @Test
    void the_clocks_are_not_read_for_each_batch() {
        long began = System.nanoTime();
        for (int batch = 0; batch < 100_000; batch++) {
            clock.keep();
        }
        long quarters = (System.nanoTime() - began) / 250_000_000;
        assertThat(readings.get()).isBetween(1, 2 + (int) quarters);
    }
}
