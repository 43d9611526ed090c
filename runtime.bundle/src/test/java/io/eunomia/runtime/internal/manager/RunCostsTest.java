package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerCost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs cost, and for how long the kernel counts it. */
@Tag("kernel")
class RunCostsTest {
    private static final int OPENS = 20_000;

    @TempDir
    private Path state;
    private FrameworkFixture fixture;
    private final AtomicInteger counting = new AtomicInteger();
    private final List<Duration> scheduled = new ArrayList<>();
    private Runnable end;
    private RunCosts costs;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
        costs = new RunCosts(() -> {
            var held = fixture.engine.countRuns();
            counting.incrementAndGet();
            return () -> {
                counting.decrementAndGet();
                held.close();
            };
        }, (what, time) -> {
            end = what;
            scheduled.add(time);
        });
    }

    @AfterEach
    void stop() throws Exception {
        costs.close();
        fixture.close();
    }

    @Test
    void runs_and_their_time_are_those_of_the_trackers_programs() throws Exception {
        byte[] object;
        try (InputStream in = RunCostsTest.class.getResourceAsStream("/bpf/engine_opens.bpf.o")) {
            object = in.readAllBytes();
        }
        fixture.trackers.start(new PackageSource("opens", object, "test"), StartOptions.none()
                .withArguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid()))));
        fixture.trackers.start(new PackageSource("idle", object, "test"), StartOptions.none());
        fixture.trackers.stop(2);
        assertThat(costs.of(fixture.trackers.trackers())).extracting(TrackerCost::tracker).containsExactly(1);
        for (int i = 0; i < OPENS; i++) {
            open();
        }
        TrackerCost cost = costs.of(fixture.trackers.trackers()).get(0);
        double runs = cost.runsPerSecond() * cost.over().toNanos() / 1e9;
        assertThat(runs).isGreaterThanOrEqualTo(OPENS);
        assertThat(cost.nanosPerRun()).isBetween(20.0, 100_000.0);
        assertThat(cost.cpu()).isCloseTo(cost.runsPerSecond() * cost.nanosPerRun() / 1e9, offset(1e-9));
        // One that was asked for again goes on; the time is measured from the last question.
        assertThat(counting).hasValue(1);
        end.run();
        assertThat(counting).hasValue(1);
        assertThat(scheduled).hasSize(2).allMatch(time -> time.compareTo(RunCosts.KEPT) <= 0);
        costs.close();
        assertThat(counting).hasValue(0);
        long before = fixture.trackers.tracker(1).stats().programs().get(0).runCount();
        open();
        assertThat(fixture.trackers.tracker(1).stats().programs().get(0).runCount()).isEqualTo(before);
    }

    private static void open() throws IOException {
        try (InputStream none = Files.newInputStream(Path.of("/nowhere"))) {
            throw new AssertionError(none);
        } catch (NoSuchFileException e) {
            // The program saw the call.
            return;
        }
    }
}
