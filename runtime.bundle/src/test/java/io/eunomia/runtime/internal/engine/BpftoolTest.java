package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.display.DisplayReading.Bucket;
import io.eunomia.runtime.display.DisplayReading.Row;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is shown of a program that says nothing else is what bpftool reads beside it, for every kind of map. */
@Tag("kernel")
@Tag("kernel-short")
class BpftoolTest {
    private static final int ROUNDS = 7;
    private static final int SLOTS = 26;

    private static EngineFixture fixture;
    private static TrackerHub hub;
    private static ActiveTracker tracker;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        hub = new TrackerHub();
        tracker = fixture.engine.start(EngineFixture.bare("shown_maps"), EngineFixture.ownOpens()
                .withHistograms(List.of("by_index", "latency_us:bucket")), hub);
        for (int round = 0; round < ROUNDS; round++) {
            IntStream.rangeClosed(round, 50).forEach(ShownMapsTest::open);
        }
    }

    @AfterAll
    static void stop() {
        tracker.close();
        fixture.close();
    }

    private static List<Row> rows(String display) {
        return hub.displays().read(display).rows();
    }

    private static Map<Long, Long> shown(String display, String key, String value) {
        return rows(display).stream().collect(Collectors.toMap(row -> (Long) row.key().get(key), row -> (Long) row.values().get(value)));
    }

    private static Map<Long, Long> buckets(Row row) {
        return row.buckets().stream().filter(bucket -> bucket.count() > 0).collect(Collectors.toMap(Bucket::from, Bucket::count));
    }

    /** The counts of a list of powers of two, by the least value of each. */
    private static Map<Long, Long> slots(DumpedMap.Entry entry, int at) {
        Map<Long, Long> counts = new HashMap<>();
        for (int i = 0; i < SLOTS; i++) {
            if (entry.slot(at + i * Integer.BYTES) > 0) {
                counts.put(i == 0 ? 0 : 1L << i, entry.slot(at + i * Integer.BYTES));
            }
        }
        return counts;
    }

    @Test
    void hashes() {
        DumpedMap map = DumpedMap.of("by_number");
        assertThat(shown("by_number", "key", "count")).hasSizeGreaterThan(40).isEqualTo(map.sums(0, 0));
        assertThat(shown("by_number", "key", "total")).isEqualTo(map.sums(0, Long.BYTES));
        assertThat(shown("untyped", "key", "value")).isNotEmpty().isEqualTo(DumpedMap.of("untyped").sums(0, 0));
    }

    @Test
    void hashes_and_arrays_of_each_cpu() {
        assertThat(shown("each_cpu", "key", "value")).hasSizeGreaterThan(40).isEqualTo(DumpedMap.of("each_cpu").sums(0, 0));
        assertThat((Long) rows("one_each_cpu").get(0).values().get("value")).isPositive()
                .isEqualTo(DumpedMap.of("one_each_cpu").sums(0, 0).get(0L));
        Map<Long, Long> each = rows("mixed_each_cpu").stream().collect(Collectors.toMap(row -> (Long) row.key().get("key"),
                row -> (Long) row.values().get("n"), Long::sum));
        assertThat(each).hasSize(2).isEqualTo(DumpedMap.of("mixed_each_cpu").sums(0, 0));
    }

    @Test
    void histograms_in_hashes_and_arrays() {
        Map<Long, DumpedMap.Entry> dumped = DumpedMap.of("hists").entries().stream().collect(Collectors.toMap(entry -> entry.key(0),
                entry -> entry));
        assertThat(rows("hists")).hasSameSizeAs(dumped.keySet()).hasSize(2)
                .allSatisfy(row -> assertThat(buckets(row)).isNotEmpty().isEqualTo(slots(dumped.get(row.key().get("key")), 0)));

        Map<Long, Long> byIndex = new HashMap<>();
        DumpedMap.of("by_index").sums(0, 0).forEach((index, count) -> byIndex.merge(index == 0 ? 0 : 1L << index, count, Long::sum));
        byIndex.values().removeIf(count -> count == 0);
        assertThat(buckets(rows("by_index").get(0))).isNotEmpty().isEqualTo(byIndex);

        DumpedMap keyed = DumpedMap.of("latency_us");
        assertThat(rows("latency_us")).hasSize(2).allSatisfy(row -> {
            Map<Long, Long> counts = keyed.entries().stream().filter(entry -> entry.key(0) == (Long) row.key().get("odd")).collect(
                    Collectors.toMap(entry -> entry.key(Long.BYTES) == 0 ? 0 : 1L << entry.key(Long.BYTES), entry -> entry.sum(0)));
            assertThat(buckets(row)).isNotEmpty().isEqualTo(counts);
        });
    }

    /** Where the variables are is what the compiler wrote into the object. */
    @Test
    void global_variables() {
        DumpedMap.Entry bss = DumpedMap.of("shown_ma.bss").entries().get(0);
        Map<String, Integer> at = tracker.object().globals().stream().filter(one -> !one.constant())
                .collect(Collectors.toMap(one -> one.name(), one -> one.offset()));
        assertThat(rows("globals").get(0).values()).containsEntry("calls", bss.sum(at.get("calls")))
                .containsEntry("by_parity", List.of(bss.sum(at.get("by_parity")), bss.sum(at.get("by_parity") + Long.BYTES)));
        assertThat(bss.sum(at.get("calls"))).isGreaterThan(ROUNDS * 40);
        assertThat(buckets(rows("total").get(0))).isNotEmpty().isEqualTo(slots(bss, at.get("total")));
    }
}
