package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.UpdateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps that are pinned by name outlive their tracker, and others may use them: plan, start, stats and removal know. */
@Tag("kernel")
class PinsTest {
    private static final Path RING = Path.of("/sys/fs/bpf/eunomia_test_ring");
    private static final Path HASH = Path.of("/sys/fs/bpf/eunomia_test_hash");

    @TempDir
    private Path state;
    private FrameworkFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
        clean();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
        clean();
    }

    private static void clean() throws IOException {
        Files.deleteIfExists(RING);
        Files.deleteIfExists(HASH);
    }

    @Test
    void what_does_not_fit_a_pin_is_refused_by_plan_and_start_with_each_difference() {
        fixture.trackers.start(source("one", "pinned"), StartOptions.none());
        Failure updated = failure(() -> fixture.trackers.update(1, source("", "pinned_larger"), UpdateOptions.keep()));
        assertThat(fixture.trackers.tracker(1).state()).isEqualTo(TrackerState.RUNNING);
        fixture.trackers.stop(1);
        Plan plan = fixture.trackers.plan(source("two", "pinned_larger"), StartOptions.none());
        Failure started = failure(() -> fixture.trackers.start(source("two", "pinned_larger"), StartOptions.none()));
        assertThat(plan.runnable()).isFalse();
        assertThat(plan.obstacles()).containsExactly(started);
        assertThat(started.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(started.message()).contains(RING.toString(), "max_entries is 65536 there, 131072 in the object")
                .doesNotContain("flags", "type is");
        assertThat(started.hint()).contains("rm " + RING, "--map eunomia_test_ring.max_entries=65536");
        assertThat(updated).isEqualTo(started);
        assertThat(fixture.trackers.trackers()).hasSize(1);
    }

    @Test
    void two_trackers_never_read_one_ring() {
        fixture.trackers.start(source("one", "pinned"), StartOptions.none());
        Plan plan = fixture.trackers.plan(source("two", "pinned"), StartOptions.none());
        Failure started = failure(() -> fixture.trackers.start(source("two", "pinned"), StartOptions.none()));
        assertThat(plan.obstacles()).containsExactly(started);
        assertThat(started.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(started.message()).contains(RING.toString(), "\"one\"");
        // Its own update may, and what it writes is read to the end as ever.
        fixture.trackers.update(1, source("", "pinned"), UpdateOptions.keep());
        assertThat(fixture.trackers.plan(source("one", "pinned"), StartOptions.none()).obstacles()).isEmpty();
        fixture.trackers.stop(1);
        Tracker two = fixture.trackers.start(source("two", "pinned"), StartOptions.none());
        assertThat(two.state()).isEqualTo(TrackerState.RUNNING);
        assertThat(two.warnings()).anyMatch(warning -> warning.contains(RING + " and was there before"));
    }

    @Test
    void plan_and_stats_show_pins() {
        assertThat(fixture.trackers.plan(source("one", "pinned"), StartOptions.none()).maps())
                .filteredOn(map -> !map.pin().isEmpty()).hasSize(2).noneMatch(Plan.PlannedMap::reused);
        Tracker one = fixture.trackers.start(source("one", "pinned"), StartOptions.none());
        assertThat(one.warnings()).isEmpty();
        assertThat(one.stats().maps()).extracting(MapStats::pin).contains(RING.toString(), HASH.toString(), "");
        assertThat(fixture.trackers.plan(source("one", "pinned"), StartOptions.none()).maps())
                .filteredOn(map -> !map.pin().isEmpty()).hasSize(2).allMatch(Plan.PlannedMap::reused);
    }

    @Test
    void a_removal_leaves_and_names_pins_or_removes_those_that_nobody_else_holds() {
        fixture.trackers.start(source("one", "pinned"), StartOptions.none());
        fixture.trackers.stop(1);
        fixture.trackers.start(source("two", "pinned"), StartOptions.none());
        Removal held = fixture.trackers.remove(1, true);
        assertThat(held.pinsRemoved()).isEmpty();
        assertThat(held.pinsLeft()).extracting(Removal.PinLeft::path).containsExactlyInAnyOrder(RING.toString(),
                HASH.toString());
        assertThat(held.pinsLeft()).allMatch(pin -> pin.heldBy().equals(List.of("tracker two (2)")));
        assertThat(RING).exists();

        Removal left = fixture.trackers.remove(2, false);
        assertThat(left.pinsLeft()).hasSize(2).allMatch(pin -> pin.heldBy().isEmpty());
        assertThat(RING).exists();

        fixture.trackers.start(source("three", "pinned"), StartOptions.none());
        Removal gone = fixture.trackers.remove(3, true);
        assertThat(gone.pinsRemoved()).containsExactlyInAnyOrder(RING.toString(), HASH.toString());
        assertThat(RING).doesNotExist();
        assertThat(HASH).doesNotExist();
    }

    private static Failure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }

    private static PackageSource source(String name, String object) {
        try (InputStream in = PinsTest.class.getResourceAsStream("/bpf/" + object + ".bpf.o")) {
            return new PackageSource(name, in.readAllBytes(), "test");
        } catch (IOException e) {
            throw new AssertionError(object, e);
        }
    }
}
