package io.eunomia.runtime.internal.engine;

import static io.eunomia.runtime.internal.engine.EngineFixture.arguments;
import static io.eunomia.runtime.internal.engine.EngineFixture.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Iterators are read: on demand and at an interval, lines and records. */
@Tag("kernel")
@Tag("kernel-short")
class IteratorsTest {
    private static final String SELF = Long.toString(ProcessHandle.current().pid());
    private static EngineFixture fixture;
    private final TrackerHub hub = new TrackerHub();

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void lines_are_read_to_their_end_as_often_as_somebody_asks() throws Exception {
        try (ActiveTracker tracker = fixture.engine.start(bare("iterating"), StartOptions.none(), hub)) {
            assertThat(tracker.onDemand()).containsExactly("lines", "records");
            assertThat(tracker.warnings()).singleElement().asString().contains("lines, records", "eunomia read", "interval=");
            for (int i = 0; i < 2; i++) {
                try (Subscription run = tracker.read("lines", SubscriptionOptions.all("test"))) {
                    CollectedEvents lines = new CollectedEvents("text", text -> true).drain(run);
                    assertThat(lines.values).contains(SELF + " " + SELF).allMatch(text -> text.matches("\\d+ \\d+"));
                    assertThat(lines.notices).containsExactly(new Notice.Ended(Notice.End.COMPLETE, "read to the end"));
                    assertThat(run.delivered()).isEqualTo(lines.values.size());
                }
            }
            assertThat(hub.streamLedgers().get(0).read()).isPositive();
            assertThat(hub.streamLedgers().get(0).kernelLost()).hasValue(0);
        }
    }

    @Test
    void records_have_their_struct_and_can_be_filtered() throws Exception {
        try (ActiveTracker tracker = fixture.engine.start(bare("iterating"), StartOptions.none(), hub)) {
            assertThat(tracker.streams().get(1).struct()).isEqualTo("task_row");
            try (Subscription run = tracker.read("records",
                    new SubscriptionOptions("test", "(&(pid=" + SELF + ")(tid=" + SELF + "))", 4096))) {
                assertThat(new CollectedEvents("pid", pid -> true).drain(run).values).containsExactly(SELF);
            }
        }
    }

    @Test
    void with_an_interval_they_come_by_themselves() throws Exception {
        Subscription all;
        try (ActiveTracker tracker = fixture.engine.start(bare("iterating"), arguments(Map.of("interval", "50ms")), hub)) {
            assertThat(tracker.onDemand()).isEmpty();
            assertThat(tracker.warnings()).isEmpty();
            all = hub.subscribe(new SubscriptionOptions("test", "(&(pid=" + SELF + ")(tid=" + SELF + "))", 1 << 20));
            CollectedEvents twice = new CollectedEvents("pid", pid -> true);
            while (twice.values.size() < 2) {
                assertThat(all.poll(twice, 1, java.time.Duration.ofSeconds(20))).isPositive();
            }
            assertThat(twice.values).containsExactly(SELF, SELF);
        }
        all.close();
    }

    @Test
    void what_is_wrong_is_named() {
        TrackerException wrong = catchThrowableOfType(TrackerException.class, () -> fixture.engine.start(bare("iterating"),
                arguments(Map.of("interval", "often")), hub));
        assertThat(wrong.failure().kind()).isEqualTo(FailureKind.BAD_REQUEST);
        try (ActiveTracker tracker = fixture.engine.start(bare("iterating"), StartOptions.none(), hub)) {
            TrackerException unknown = catchThrowableOfType(TrackerException.class,
                    () -> tracker.read("nosuch", SubscriptionOptions.all("test")));
            assertThat(unknown.failure().message() + unknown.failure().hint()).contains("nosuch", "lines, records");
        }
    }

    @Test
    void a_plan_knows_streams_and_the_argument() {
        Plan plan = fixture.engine.planner().plan(bare("iterating"), StartOptions.none());
        assertThat(plan.streams()).extracting(Plan.PlannedStream::name).containsExactly("lines", "records");
        assertThat(plan.arguments()).containsKey("interval");
        assertThat(plan.warnings()).singleElement().asString().contains("eunomia read");
    }

    @Test
    void what_shows_nothing_else_shows_its_maps_and_says_how() {
        assertThat(fixture.engine.planner().plan(bare("silent"), StartOptions.none()).warnings()).hasSize(2)
                .anyMatch(note -> note.contains("map counts (hash) is shown as a table"))
                .anyMatch(note -> note.contains("the variables in .bss are shown"));
        try (ActiveTracker tracker = fixture.engine.start(bare("silent"), StartOptions.none(), hub)) {
            assertThat(tracker.warnings()).hasSize(2);
            assertThat(hub.displays().list()).extracting(DisplayInfo::name).containsExactlyInAnyOrder("counts", "globals");
        }
        assertThat(fixture.engine.planner().plan(bare("engine_opens"), StartOptions.none()).warnings()).isEmpty();
    }
}
