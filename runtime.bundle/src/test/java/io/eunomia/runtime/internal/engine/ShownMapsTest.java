package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.DisplayReading.Bucket;
import io.eunomia.runtime.display.DisplayReading.Row;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.display.TrackerDisplays;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real program counts is shown without a word about it in its package, and is what the maps hold. */
@Tag("kernel")
class ShownMapsTest {
    /** Each number as often as it says: 1 once, 2 twice, and so on. */
    private static final List<Integer> WORK = IntStream.of(1, 2, 2, 3, 3, 3, 9, 40, 40, 41).boxed().toList();

    private static EngineFixture fixture;
    private final TrackerHub hub = new TrackerHub();
    private ActiveTracker tracker;

    @BeforeAll
    static void open() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void start() {
        tracker = fixture.engine.start(EngineFixture.bare("shown_maps"), EngineFixture.ownOpens()
                .withTables(List.of("in_flight")).withHistograms(List.of("by_index", "latency_us:bucket")), hub);
        WORK.forEach(ShownMapsTest::open);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    /** Opens a file that there is not, which the program sees. */
    static void open(int number) {
        try (FileInputStream none = new FileInputStream(new File(String.format("/eu-shown/%02d", number)))) {
            throw new AssertionError("there is a file " + none);
        } catch (IOException expected) {
            assertThat(expected).isInstanceOf(java.io.FileNotFoundException.class);
        }
    }

    private TrackerDisplays displays() {
        return hub.displays();
    }

    private List<Row> rows(String display) {
        return displays().read(display).rows();
    }

    private DisplayInfo info(String name) {
        return displays().list().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /** The counts of buckets by their least value. */
    private static Map<Long, Long> counts(List<Bucket> buckets) {
        return buckets.stream().filter(one -> one.count() > 0).collect(Collectors.toMap(Bucket::from, Bucket::count, (a, b) -> a, TreeMap::new));
    }

    private static final Map<Long, Long> ALL = Map.of(0L, 1L, 2L, 5L, 8L, 1L, 32L, 3L);

    @Test
    void a_hash_of_numbers_is_a_table() {
        assertThat(info("by_number").kind()).isEqualTo(DisplayKind.TABLE);
        List<Row> rows = rows("by_number");
        assertThat(rows).extracting(row -> row.key().get("key"), row -> row.values().get("count"), row -> row.values().get("total"))
                .containsExactlyInAnyOrder(tuple(1, 1, 1), tuple(2, 2, 4), tuple(3, 3, 9), tuple(9, 1, 9), tuple(40, 2, 80),
                        tuple(41, 1, 41));
        assertThat(rows.get(0).values()).as("the greatest count comes first").containsEntry("count", 3L);
        rows.forEach(row -> assertThat(row.values().get("count")).isEqualTo(lookUp("by_number", ((Long) row.key().get("key")).intValue(), 0)));
    }

    private static org.assertj.core.groups.Tuple tuple(long key, long count, long total) {
        return org.assertj.core.groups.Tuple.tuple(key, count, total);
    }

    /** Reads a map as C would, without anything of the displays. */
    private long lookUp(String name, int key, int at) {
        BpfMap map = tracker.object().map(name);
        byte[] value = new byte[map.transferSize()];
        assertThat(map.lookup(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, key).array(), value)).isTrue();
        return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getLong(at);
    }

    @Test
    void counters_of_all_cpus_are_added_up() {
        assertThat(rows("one_each_cpu")).singleElement().extracting(row -> row.values().get("value")).isEqualTo((long) WORK.size());
        assertThat(rows("each_cpu")).extracting(row -> row.key().get("key") + " " + row.values().get("value"))
                .containsExactlyInAnyOrder("1 1", "2 2", "3 3", "9 1", "40 2", "41 1");
        assertThat(info("each_cpu").note()).contains("summed over all CPUs");
    }

    @Test
    void what_cannot_be_added_up_has_a_row_for_each_cpu() {
        assertThat(info("mixed_each_cpu").note()).contains("a row for each CPU");
        List<Row> rows = rows("mixed_each_cpu");
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row.key()).containsKeys("key", "cpu"));
        assertThat(rows.stream().mapToLong(row -> (Long) row.values().get("n")).sum()).isEqualTo(WORK.size());
        assertThat(rows).allSatisfy(row -> assertThat((Long) row.values().get("last")).isIn(1L, 2L, 3L, 9L, 40L, 41L));
    }

    @Test
    void a_list_of_slots_is_a_histogram_wherever_it_is() {
        List<Row> rows = rows("hists");
        assertThat(info("hists").kind()).isEqualTo(DisplayKind.LOG2);
        assertThat(rows).hasSize(2);
        for (Row row : rows) {
            boolean odd = row.key().get("key").equals(1L);
            assertThat(counts(row.buckets())).isEqualTo(odd ? Map.of(0L, 1L, 2L, 3L, 8L, 1L, 32L, 1L) : Map.of(2L, 2L, 32L, 2L));
        }
        assertThat(rows("total")).singleElement().satisfies(row -> assertThat(counts(row.buckets())).isEqualTo(ALL));
        assertThat(rows("of_parity")).hasSize(2).satisfiesExactly(
                even -> assertThat(even.key()).containsEntry("index", 0L), odd -> assertThat(counts(odd.buckets()))
                        .isEqualTo(Map.of(0L, 1L, 2L, 3L, 8L, 1L, 32L, 1L)));
    }

    @Test
    void a_bucket_in_the_key_makes_a_histogram_when_it_is_asked_for() {
        assertThat(info("latency_us").guessed()).isFalse();
        assertThat(rows("latency_us")).hasSize(2).anySatisfy(row -> {
            assertThat(row.key()).isEqualTo(Map.of("odd", 0L));
            assertThat(counts(row.buckets())).isEqualTo(Map.of(2L, 2L, 32L, 2L));
        });
    }

    @Test
    void an_array_is_a_histogram_when_it_is_asked_for() {
        assertThat(info("by_index").guessed()).isFalse();
        assertThat(rows("by_index")).singleElement().satisfies(row -> assertThat(counts(row.buckets())).isEqualTo(ALL));
    }

    @Test
    void global_variables_are_shown_by_their_names() {
        assertThat(rows("globals")).singleElement().satisfies(row -> {
            assertThat(row.values()).containsEntry("calls", (long) WORK.size());
            assertThat(row.values().get("by_parity")).isEqualTo(List.of(4L, 6L));
        });
        assertThat(displays().read("globals").display().columns()).doesNotContain("total.slots");
    }

    @Test
    void what_is_under_way_is_not_shown_unasked() {
        assertThat(info("in_flight").shown()).as("it was asked for").isTrue();
        assertThat(info("start")).satisfies(start -> {
            assertThat(start.shown()).isFalse();
            assertThat(start.note()).contains("its name says so");
        });
        try (ActiveTracker other = fixture.engine.start(EngineFixture.bare("shown_maps"), StartOptions.none(), new TrackerHub())) {
            assertThat(other.warnings()).noneMatch(note -> note.contains("in_flight")).anyMatch(note -> note.contains("map hists")
                    || note.startsWith("hists"));
        }
        assertThat(displays().list()).extracting(DisplayInfo::name).doesNotContain("scratch");
    }

    @Test
    void text_for_people_is_as_bcc_writes_it() {
        assertThat(plain("total", 80)).contains("     value               : count    distribution\n",
                "         2 -> 3          : 5        |****************************************|\n",
                "        32 -> 63         : 3        |************************                |\n");
        assertThat(plain("hists", 80)).contains("key = 1\n");
        assertThat(plain("globals", 80)).contains("  calls      10\n");
        assertThat(plain("by_number", 80)).contains("COUNT", "TOTAL").doesNotContain("…");
        displays().list().forEach(one -> assertThat(plain(one.name(), 80).lines()).as(one.name()).allMatch(line -> line.length() <= 80));
    }

    private String plain(String display, int width) {
        return written(displays().read(display), DisplayFormat.PLAIN, width);
    }

    private static String written(DisplayReading reading, DisplayFormat format, int width) {
        Utf8Sink out = new Utf8Sink(256);
        reading.write(format, width, true, out);
        return out.toString();
    }

    @Test
    void machines_get_json_and_csv() {
        assertThat(written(displays().read("latency_us"), DisplayFormat.JSON, 0)).startsWith("{\"display\":\"latency_us\",\"kind\":\"log2\"")
                .contains("{\"odd\":0,\"buckets\":[{\"from\":2,\"to\":3,\"count\":2},", "{\"from\":32,\"to\":63,\"count\":2}]}")
                .endsWith("}\n");
        assertThat(written(displays().read("by_number"), DisplayFormat.CSV, 0).lines()).hasSize(7)
                .first().isEqualTo("@notice,@time,@display,key,count,total");
    }

    @Test
    void a_display_that_there_is_not_is_told_with_those_that_are() {
        assertThatThrownBy(() -> displays().read("nosuch")).isInstanceOfSatisfying(TrackerException.class, failure -> {
            assertThat(failure).hasMessageContaining("no display \"nosuch\"");
            assertThat(failure.failure().hint()).contains("by_number", "hists");
        });
    }
}
