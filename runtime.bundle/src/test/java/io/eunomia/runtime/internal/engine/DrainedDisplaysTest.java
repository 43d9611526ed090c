package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.DisplayReading.Row;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine drains, and whoever reads gets all of it. */
@Tag("kernel")
class DrainedDisplaysTest {
    private static final int THREADS = 3;
    private static final int OPENS = 4000;

    private static EngineFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Descriptor with(List<String> keepMaps, DisplaySpec... displays) {
        return new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(), Map.of(),
                List.of(), List.of(), List.of(displays), List.of(), keepMaps, Requirements.NONE, Map.of());
    }

    private static DisplaySpec display(String name, String map, boolean drain, String twin, List<ColumnSpec> key, List<ColumnSpec> columns) {
        return new DisplaySpec(name, map, "table", "", "", "50ms", drain, twin, twin.isEmpty() ? "" : "active", "", Optional.of(key), columns,
                List.of(), "", 0, 1, 0, Optional.empty(), Map.of());
    }

    private static final DisplaySpec TWINS = display("sums", "drained", true, "drained_twin", List.of(ColumnSpec.of("key")),
            List.of(ColumnSpec.of("count"), ColumnSpec.of("total")));
    private static final DisplaySpec ALL_IN_ONE = display("slots", "by_index", true, "", List.of(), List.of(ColumnSpec.of("value")));
    private static final DisplaySpec KEPT = display("kept", "by_number", false, "", List.of(), List.of(ColumnSpec.of("count")));

    private static long sum(List<DisplayReading> readings, String column) {
        return readings.stream().flatMap(reading -> reading.rows().stream()).mapToLong(row -> (Long) row.values().get(column)).sum();
    }

    /** Reads until the tracker ends. */
    private static CompletableFuture<List<DisplayReading>> readAll(DisplayReader reader, Duration interval) {
        return CompletableFuture.supplyAsync(() -> {
            List<DisplayReading> readings = new ArrayList<>();
            try {
                for (Optional<DisplayReading> one = reader.next(interval); one.isPresent(); one = reader.next(interval)) {
                    readings.add(one.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return readings;
        });
    }

    private static void work() {
        List<CompletableFuture<Void>> threads = IntStream.range(0, THREADS).mapToObj(thread -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < OPENS; i++) {
                ShownMapsTest.open(i % 100);
            }
        }, task -> new Thread(task, "work").start())).toList();
        threads.forEach(CompletableFuture::join);
    }

    @Test
    void a_display_beside_one_that_drains_its_map_is_told() {
        DisplaySpec beside = display("beside", "drained", false, "", List.of(ColumnSpec.of("key")), List.of(ColumnSpec.of("count")));
        var plan = fixture.engine.planner().plan(EngineFixture.of("shown_maps", with(List.of(), TWINS, beside, KEPT)), EngineFixture.ownOpens());
        assertThat(plan.warnings()).as(plan.toString())
                .filteredOn(note -> note.contains("drain")).singleElement().asString()
                .contains("display beside has only what came since display sums drained map drained");
    }

    @Test
    void each_reader_gets_all_that_was_counted_however_often_it_reads() {
        TrackerHub hub = new TrackerHub();
        List<CompletableFuture<List<DisplayReading>>> readers = new ArrayList<>();
        try (ActiveTracker tracker = fixture.engine.start(EngineFixture.of("shown_maps", with(List.of(), TWINS, ALL_IN_ONE)),
                EngineFixture.ownOpens(), hub)) {
            for (String display : List.of("sums", "slots")) {
                readers.add(readAll(hub.displays().open(display, true), Duration.ZERO));
                readers.add(readAll(hub.displays().open(display, true), Duration.ofMillis(700)));
            }
            work();
            assertThat(tracker.warnings()).as("each drains a map of its own").noneMatch(note -> note.contains("drain"));
        }
        long made = (long) THREADS * OPENS;
        List<List<DisplayReading>> read = readers.stream().map(CompletableFuture::join).toList();
        assertThat(read.get(0).size()).as("the fast reader reads more often").isGreaterThan(read.get(1).size());
        assertThat(List.of(sum(read.get(0), "count"), sum(read.get(1), "count"))).containsExactly(made, made);
        assertThat(List.of(sum(read.get(2), "value"), sum(read.get(3), "value"))).as("an array is not set back, and nothing is lost")
                .containsExactly(made, made);
        long total = THREADS * (OPENS / 100) * (99L * 100 / 2);
        assertThat(List.of(sum(read.get(0), "total"), sum(read.get(1), "total"))).containsExactly(total, total);
        assertThat(read).allSatisfy(readings -> assertThat(readings.get(readings.size() - 1).last()).isTrue());
    }

    @Test
    void a_snapshot_takes_nothing_from_a_reader() throws Exception {
        TrackerHub hub = new TrackerHub();
        try (ActiveTracker tracker = fixture.engine.start(EngineFixture.of("shown_maps", with(List.of(), TWINS)),
                EngineFixture.ownOpens(), hub); DisplayReader reader = hub.displays().open("sums", false)) {
            ShownMapsTest.open(7);
            List<DisplayReading> read = new ArrayList<>();
            while (sum(read, "count") == 0) {
                hub.displays().read("sums");
                read.add(reader.next(Duration.ZERO).orElseThrow());
            }
            assertThat(sum(read, "total")).isEqualTo(7);
            assertThat(hub.displays().read("sums").rows()).singleElement().extracting(row -> row.values().get("total")).isEqualTo(7L);
            assertThat(reader.read().rows()).isEmpty();
            assertThat(tracker.object().map("drained").lookup(new byte[] {7, 0, 0, 0}, new byte[16])).isFalse();
        }
    }

    @Test
    void sums_go_on_after_an_update_if_their_map_is_kept_and_else_tell_that_they_begin_anew() {
        assertThat(updated(List.of("by_number"))).satisfies(reading -> {
            assertThat(reading.reset()).isFalse();
            assertThat(count(reading)).isEqualTo(3);
        });
        assertThat(updated(List.of())).satisfies(reading -> {
            assertThat(reading.reset()).isTrue();
            assertThat(count(reading)).isEqualTo(1);
        });
    }

    /** A drain is one for both: what it took is an event, and in the display of the same map. */
    @Test
    void a_table_of_a_per_cpu_map_or_of_variables_is_a_stream_of_sums_too() throws Exception {
        TableSpec sums = new TableSpec("each_cpu", "", "", "", "50ms", List.of("value"), "", true, List.of());
        TableSpec variables = new TableSpec(".bss", "", "", "globals", "50ms", List.of(), "", false, List.of());
        TrackerHub hub = new TrackerHub();
        Subscription rows;
        Subscription counts;
        try (ActiveTracker tracker = fixture.engine.start(EngineFixture.of("shown_maps", EngineFixture.with(Map.of(), List.of(sums, variables),
                List.of())), EngineFixture.ownOpens(), hub); DisplayReader reader = hub.displays().open("each_cpu", true)) {
            rows = hub.subscribe(new SubscriptionOptions("rows", "(stream=each_cpu)", 1 << 20));
            counts = hub.subscribe(new SubscriptionOptions("counts", "(stream=globals)", 1 << 20));
            IntStream.range(0, 300).forEach(i -> ShownMapsTest.open(i % 3));
            List<DisplayReading> read = new ArrayList<>();
            while (sum(read, "value") < 300) {
                read.add(reader.next(Duration.ZERO).orElseThrow());
            }
            assertThat(sum(read, "value")).isEqualTo(300);
            assertThat(tracker.programs()).hasSize(1);
        }
        CollectedEvents drained = new CollectedEvents("value", value -> true).drain(rows);
        assertThat(drained.values.stream().mapToLong(Long::parseLong).sum()).isEqualTo(300);
        CollectedEvents shown = new CollectedEvents("calls", value -> true).drain(counts);
        assertThat(shown.values).last().isEqualTo("300");
    }

    private static long count(DisplayReading reading) {
        return reading.rows().stream().map(Row::values).mapToLong(values -> (Long) values.get("count")).sum();
    }

    private DisplayReading updated(List<String> keepMaps) {
        TrackerHub hub = new TrackerHub();
        var source = EngineFixture.of("shown_maps", with(keepMaps, KEPT));
        try (ActiveTracker tracker = fixture.engine.start(source, EngineFixture.ownOpens(), hub);
                DisplayReader reader = hub.displays().open("kept", true)) {
            ShownMapsTest.open(1);
            ShownMapsTest.open(2);
            assertThat(count(reader.read())).isEqualTo(2);
            tracker.update(fixture.engine.prepare(source, EngineFixture.ownOpens(), tracker), receipt -> { });
            tracker.awaitShown();
            ShownMapsTest.open(3);
            return reader.read();
        }
    }
}
