package io.eunomia.runtime.internal.engine;

import static io.eunomia.runtime.internal.engine.EngineFixture.arguments;
import static io.eunomia.runtime.internal.engine.EngineFixture.bare;
import static io.eunomia.runtime.internal.engine.EngineFixture.of;
import static io.eunomia.runtime.internal.engine.EngineFixture.ownOpens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.StreamLedger;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class TrackerEngineTest {
    private static EngineFixture fixture;
    private final TrackerHub hub = new TrackerHub();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void every_open_is_delivered_exactly_once_and_the_ledger_balances() throws Exception {
        int count = 5_000;
        Subscription all;
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub)) {
            all = hub.subscribe(SubscriptionOptions.all("test"));
            open(count);
            assertThat(tracker.programs()).extracting(p -> p.name() + " " + p.attachedTo())
                    .containsExactly("open_enter tracepoint/syscalls/sys_enter_openat");
        }
        CollectedEvents events = new CollectedEvents("path", path -> path.startsWith(folder.toString()))
                .drain(all);
        assertThat(events.values).containsExactlyElementsOf(names(count));
        assertThat(events.notices).containsExactly(new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped"));
        StreamLedger ledger = hub.streamLedgers().get(0);
        assertThat(ledger.kernelLost()).hasValue(0);
        assertThat(ledger.undecodable()).isZero();
        // The JVM opens files too, some of them before somebody follows.
        assertThat(ledger.read()).isEqualTo(events.first - 1 + all.delivered()).isGreaterThanOrEqualTo(count);
        assertThat(all.offered()).isEqualTo(all.delivered());
    }

    @Test
    void a_filter_passes_matching_events_alone() throws Exception {
        Subscription some;
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub)) {
            some = hub.subscribe(new SubscriptionOptions("test", "(path=*7)", 1 << 20));
            open(100);
            assertThat(tracker.maps()).isNotEmpty();
        }
        CollectedEvents events = new CollectedEvents("path", path -> path.startsWith(folder.toString()))
                .drain(some);
        assertThat(events.values).hasSize(10).allMatch(path -> path.endsWith("7"));
    }

    @Test
    void a_subscriber_that_does_not_read_drops_and_is_told() throws Exception {
        Subscription slow;
        Subscription quick;
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub)) {
            slow = hub.subscribe(new SubscriptionOptions("slow", "", 4096));
            quick = hub.subscribe(SubscriptionOptions.all("quick"));
            open(500);
            tracker.checkLosses();
        }
        CollectedEvents told = new CollectedEvents("path", path -> true).drain(slow);
        CollectedEvents all = new CollectedEvents("path", path -> path.startsWith(folder.toString())).drain(quick);
        assertThat(all.values).hasSize(500);
        assertThat(slow.dropped()).isPositive();
        assertThat(slow.offered()).isEqualTo(slow.delivered() + slow.dropped())
                .isGreaterThanOrEqualTo(quick.offered());
        assertThat(told.notices).contains(new Notice.Dropped(slow.dropped()));
    }

    @Test
    void counters_go_on_over_runs() throws Exception {
        for (int run = 1; run <= 3; run++) {
            try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub)) {
                open(10);
                assertThat(tracker.arguments()).containsKeys("target_pid", "level", "quiet");
            }
            assertThat(hub.streamLedgers()).hasSize(1);
            assertThat(hub.streamLedgers().get(0).read()).isGreaterThanOrEqualTo(run * 10L);
        }
    }

    @Test
    void a_table_counts_what_was_made_exactly() throws Exception {
        TableSpec table = new TableSpec("counts", "", "", "counts", "${every}", List.of("opens"), "5", true, List.of());
        ArgumentSpec every = new ArgumentSpec("every", "", "duration", "1h", "50ms", "", "");
        TrackerPackage tables = of("engine_opens", EngineFixture.with(Map.of("every", every), List.of(table), List.of()));
        Subscription rows;
        StartOptions quiet = arguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid()), "quiet",
                "true"));
        try (ActiveTracker tracker = fixture.engine.start(tables, quiet, hub)) {
            rows = hub.subscribe(new SubscriptionOptions("rows", "(stream=counts)", 1 << 20));
            open(300);
            assertThat(tracker.programs()).hasSize(1);
        }
        CollectedEvents events = new CollectedEvents("opens", value -> true).drain(rows);
        assertThat(events.values).hasSize(1);
        assertThat(Long.parseLong(events.values.get(0))).isGreaterThanOrEqualTo(300);
    }

    @Test
    void the_verifiers_refusal_carries_its_log_and_leaves_nothing() throws IOException {
        long programs = EngineFixture.openPrograms();
        Failure failure = failure(bare("engine_refused"), StartOptions.none());
        assertThat(failure.kind()).isEqualTo(FailureKind.VERIFIER);
        assertThat(failure.message()).contains("refused");
        assertThat(failure.verifierLog()).contains("map_value_or_null");
        assertThat(EngineFixture.openPrograms()).isEqualTo(programs);
        assertThat(hub.streams()).isEmpty();
    }

    @Test
    void what_cannot_be_attached_is_named_before_anything_is_loaded() {
        TrackerPackage missing = of("engine_opens", EngineFixture.programs(Set.of("open_enter", "no_such_tracepoint")));
        Failure failure = failure(missing, ownOpens());
        assertThat(failure.kind()).isEqualTo(FailureKind.NO_TARGET);
        assertThat(failure.message()).contains("no_such_tracepoint", "sys_enter_that_is_not_there");
    }

    @Test
    void the_first_workable_alternative_is_taken() {
        Alternatives hooks = new Alternatives("open hook", List.of(List.of("open_probe"), List.of("open_enter")));
        try (ActiveTracker tracker = fixture.engine.start(of("engine_opens", EngineFixture.with(Map.of(), List.of(),
                List.of(hooks))), ownOpens(), hub)) {
            assertThat(tracker.programs()).extracting(p -> p.name()).containsExactly("open_enter");
        }
        Alternatives none = new Alternatives("open hook", List.of(List.of("open_probe"),
                List.of("no_such_tracepoint")));
        Failure failure = failure(of("engine_opens", EngineFixture.with(Map.of(), List.of(), List.of(none))), ownOpens());
        assertThat(failure.message()).contains("open hook", "sys_enter_that_is_not_there");
    }

    @Test
    void arguments_are_checked_by_name_type_and_range() {
        assertThat(failure(bare("engine_opens"), arguments(Map.of("pid", "1"))).hint())
                .contains("target_pid", "level", "quiet");
        assertThat(failure(bare("engine_opens"), arguments(Map.of("level", "256"))).message())
                .contains("level", "255");
        assertThat(failure(bare("engine_opens"), arguments(Map.of("level", "high"))).message()).contains("level");
        ArgumentSpec ranged = new ArgumentSpec("level", "level", "u8", "", "1", "5", "");
        Failure range = failure(of("engine_opens", EngineFixture.with(Map.of("level", ranged), List.of(), List.of())),
                arguments(Map.of("level", "6")));
        assertThat(range.kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(range.message()).contains("level is 6");
        assertThat(range.hint()).contains("from 1 to 5");
    }

    @Test
    void a_plan_tells_without_loading() throws IOException {
        long programs = EngineFixture.openPrograms();
        Plan plan = fixture.engine.planner().plan(bare("engine_opens"), ownOpens());
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.runnable()).isTrue();
        assertThat(plan.programs()).extracting(p -> p.name() + " " + p.chosen()).containsExactlyInAnyOrder(
                "open_enter true", "open_probe false", "no_such_tracepoint false");
        assertThat(plan.streams()).extracting(s -> s.struct()).containsExactly("open_event");
        assertThat(plan.maps()).anySatisfy(map -> {
            assertThat(map.name()).isEqualTo("opens");
            assertThat(map.estimatedBytes()).isEqualTo(4096 * 1024);
        });
        Plan impossible = fixture.engine.planner().plan(of("engine_opens", EngineFixture.programs(Set.of("no_such_tracepoint"))),
                ownOpens());
        assertThat(impossible.runnable()).isFalse();
        assertThat(impossible.obstacles()).extracting(Failure::kind).containsExactly(FailureKind.NO_TARGET);
        assertThat(EngineFixture.openPrograms()).isEqualTo(programs);
    }

    @Test
    void a_ring_may_name_its_records_in_its_declaration() {
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_typed_ring"), StartOptions.none(), hub)) {
            assertThat(hub.streams()).extracting(stream -> stream.struct()).containsExactly("switch_record");
            assertThat(tracker.programs()).hasSize(1);
        }
    }

    @Test
    void subscribers_are_bounded_and_told_apart() {
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub)) {
            List<Subscription> all = IntStream.range(0, 128)
                    .<Subscription>mapToObj(i -> hub.subscribe(new SubscriptionOptions("s" + i, "", 4096))).toList();
            assertThat(hub.subscriberLedgers()).extracting(SubscriberLedger::name).contains("s0", "s127");
            TrackerException refused = catchThrowableOfType(TrackerException.class,
                    () -> hub.subscribe(SubscriptionOptions.all("one more")));
            assertThat(refused.failure().kind()).isEqualTo(FailureKind.CONFLICT);
            all.forEach(Subscription::close);
            assertThat(hub.subscriberLedgers()).isEmpty();
            assertThat(tracker.programs()).isNotEmpty();
        }
        TrackerException ended = catchThrowableOfType(TrackerException.class,
                () -> hub.subscribe(SubscriptionOptions.all("too late")));
        assertThat(ended.failure().message()).contains("not running");
    }

    private Failure failure(TrackerPackage trackerPackage, StartOptions options) {
        return catchThrowableOfType(TrackerException.class,
                () -> fixture.engine.start(trackerPackage, options, hub).close()).failure();
    }

    private void open(int count) throws IOException {
        for (String name : names(count)) {
            Files.write(Path.of(name), new byte[0]);
        }
    }

    private List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> folder + "/" + i).toList();
    }
}
