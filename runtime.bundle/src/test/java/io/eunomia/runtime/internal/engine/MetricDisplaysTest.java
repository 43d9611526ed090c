package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.internal.stream.TrackerHub;
import io.eunomia.runtime.metric.MetricPoint;
import io.eunomia.runtime.metric.MetricReader;
import io.eunomia.runtime.metric.MetricSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real program counts is a metric that never goes back, however its map is emptied. */
@Tag("kernel")
class MetricDisplaysTest {
    private static EngineFixture fixture;

    private final TrackerHub hub = new TrackerHub();

    @BeforeAll
    static void open() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Descriptor with(List<String> kept, DisplaySpec... displays) {
        return new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(), Map.of(),
                List.of(), List.of(), List.of(displays), List.of(), kept, Requirements.NONE, Map.of());
    }

    private static DisplaySpec display(String map, String kind, boolean drain, Map<String, Object> metric) {
        boolean histogram = kind.equals("log2");
        return new DisplaySpec("shown", map, kind, histogram ? "slots" : "", "", "50ms", drain, "", "", "", Optional.of(histogram ? List.of()
                : List.of(ColumnSpec.of("key"))), histogram ? List.of() : List.of(ColumnSpec.of("count"), new ColumnSpec("", "total/count", "avg", "", "", "")),
                List.of(), histogram ? "" : "3", 0, 1, 0, Optional.empty(), metric);
    }

    private ActiveTracker start(DisplaySpec... displays) {
        return fixture.engine.start(EngineFixture.of("shown_maps", with(List.of(), displays)), EngineFixture.ownOpens(), hub);
    }

    private static Map<String, Double> values(MetricReader reader) {
        Map<String, Double> values = new HashMap<>();
        reader.read().forEach(point -> values.put(String.join(",", point.labels()), point.value()));
        return values;
    }

    @Test
    void a_drained_counter_goes_on_and_further_labels_are_summed_up() {
        try (ActiveTracker tracker = start(display("drained", "table", true, Map.of("name", "opens_total", "max_series", 2L)));
                MetricReader reader = hub.displays().metric("shown")) {
            assertThat(reader.spec()).isEqualTo(new MetricSpec("shown", "opens", io.eunomia.runtime.metric.MetricType.COUNTER, "display shown", 1,
                    List.of("key"), "count", 2));
            Map<String, Double> before = new HashMap<>();
            for (int round = 1; round <= 5; round++) {
                for (int number = 0; number < 6; number++) {
                    ShownMapsTest.open(number);
                }
                awaitDrained();
                Map<String, Double> now = values(reader);
                before.forEach((labels, value) -> assertThat(now.get(labels)).as(labels).isGreaterThanOrEqualTo(value));
                before.putAll(now);
            }
            awaitDrained();
            Map<String, Double> all = values(reader);
            assertThat(all).hasSize(3).containsKey("other");
            assertThat(all.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(30);
            assertThat(all.values()).containsExactlyInAnyOrder(5.0, 5.0, 20.0);
            assertThat(tracker.warnings()).noneMatch(note -> note.contains("metric"));
        }
    }

    /** Two drains after what was opened before are surely over. */
    private void awaitDrained() {
        try (var waiting = hub.displays().open("shown", true)) {
            for (int i = 0; i < 2; i++) {
                assertThat(waiting.next(java.time.Duration.ofMillis(50))).isPresent();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void entries_that_are_removed_and_an_update_with_an_empty_map_take_nothing_away() {
        DisplaySpec spec = display("by_number", "table", false, Map.of("name", "opens", "labels", List.of("key")));
        try (ActiveTracker tracker = start(spec); MetricReader reader = hub.displays().metric("shown")) {
            for (int i = 0; i < 4; i++) {
                ShownMapsTest.open(7);
            }
            ShownMapsTest.open(8);
            assertThat(values(reader)).isEqualTo(Map.of("7", 4.0, "8", 1.0));
            List<byte[]> keys = new ArrayList<>();
            tracker.object().map("by_number").forEach((key, value) -> keys.add(key.clone()), false);
            keys.forEach(tracker.object().map("by_number")::delete);
            ShownMapsTest.open(7);
            assertThat(values(reader)).isEqualTo(Map.of("7", 5.0, "8", 1.0));

            tracker.update(fixture.engine.prepare(EngineFixture.of("shown_maps", with(List.of(), spec)), EngineFixture.ownOpens(), tracker), receipt -> { });
            tracker.awaitShown();
            ShownMapsTest.open(7);
            ShownMapsTest.open(8);
            assertThat(values(reader)).isEqualTo(Map.of("7", 6.0, "8", 2.0));
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    void a_histogram_has_the_programs_buckets_scaled_and_the_last_without_a_bound() {
        DisplaySpec spec = display("hists", "log2", false, Map.of("name", "size_bytes", "scale", 1024.0));
        try (ActiveTracker tracker = start(spec); MetricReader reader = hub.displays().metric("shown")) {
            for (int i = 0; i < 9; i++) {
                ShownMapsTest.open(3);
            }
            List<MetricPoint> points = reader.read();
            double shown = hub.displays().read("shown").rows().stream().flatMap(row -> row.buckets().stream()).mapToLong(bucket -> bucket.count()).sum();
            assertThat(points).singleElement().satisfies(point -> {
                assertThat(point.value()).isEqualTo(shown).isEqualTo(9);
                assertThat(point.buckets()).first().extracting(MetricPoint.Bucket::to).isEqualTo(1024.0);
                assertThat(point.buckets()).last().extracting(MetricPoint.Bucket::to).isEqualTo(Double.POSITIVE_INFINITY);
                assertThat(point.buckets()).isSortedAccordingTo((one, other) -> Double.compare(one.to(), other.to()));
            });
            assertThat(tracker.name()).isEqualTo("t");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "name; 1 opens; write a name such as",
        "name; eunomia_opens; names that begin with eunomia_",
        "nmae; opens; there are help, labels",
        "type; histogram; make it a counter or a gauge",
        "type; summary; types: counter, gauge, histogram",
        "labels; pid; no list",
        "value; cuont; it shows count, avg",
        "value; avg; may go back",
        "scale; much; 1e-6",
        "max_series; 0; from 1 to 10000",
    })
    void what_is_wrong_is_named(String member, String value, String hint) {
        Map<String, Object> metric = new HashMap<>(Map.of("name", "opens"));
        metric.put(member, value.matches("[0-9]+") ? (Object) Long.parseLong(value) : value);
        assertThatThrownBy(() -> start(display("by_number", "table", false, metric))).isInstanceOfSatisfying(TrackerException.class,
                refused -> assertThat(refused.failure().message() + ' ' + refused.failure().hint()).contains("display \"shown\"", hint));
    }

    @Test
    void a_display_that_is_no_metric_is_told_apart() {
        try (ActiveTracker tracker = start(display("by_number", "table", false, Map.of()))) {
            assertThat(hub.displays().metrics()).isEmpty();
            assertThatThrownBy(() -> hub.displays().metric("shown")).isInstanceOf(TrackerException.class).hasMessageContaining("is no metric");
            assertThat(tracker.name()).isEqualTo("t");
        }
    }
}
