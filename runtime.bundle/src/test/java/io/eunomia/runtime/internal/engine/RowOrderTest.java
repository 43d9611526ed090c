package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers choose the order of rows and how many they get, each for itself. */
@Tag("kernel")
class RowOrderTest {
    private static EngineFixture fixture;
    private static ActiveTracker tracker;
    private static final TrackerHub HUB = new TrackerHub();

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        tracker = fixture.engine.start(EngineFixture.bare("shown_maps"), EngineFixture.ownOpens(), HUB);
        for (int number : new int[] {7, 8, 8, 9, 9, 9, 20}) {
            ShownMapsTest.open(number);
        }
    }

    @AfterAll
    static void close() {
        tracker.close();
        fixture.close();
    }

    private static DisplayReading reading(String display, String sort, long top) {
        try (DisplayReader reader = HUB.displays().open(display, true, RowOrder.of(sort, top))) {
            return reader.read();
        }
    }

    private static List<Object> keys(String sort, long top) {
        return reading("by_number", sort, top).rows().stream().map(row -> row.key().get("key")).toList();
    }

    private static String text(DisplayReading reading, DisplayFormat format) {
        Utf8Sink text = new Utf8Sink(64);
        reading.write(format, 80, true, text);
        return text.toString();
    }

    @Test
    void numbers_come_greatest_first_unless_it_is_said() {
        assertThat(keys("key", 0)).containsExactly(20L, 9L, 8L, 7L);
        assertThat(keys("key:asc", 0)).containsExactly(7L, 8L, 9L, 20L);
        assertThat(keys("total", 0)).containsExactly(9L, 20L, 8L, 7L);
        assertThat(keys("count:desc", 2)).containsExactly(9L, 8L);
    }

    @Test
    void texts_come_from_a_to_z_unless_it_is_said() {
        List<String> up = reading("mixed_each_cpu", "comm", 0).rows().stream().map(row -> row.values().get("comm").toString()).toList();
        assertThat(up).isSorted();
        List<String> down = reading("mixed_each_cpu", "comm:desc", 0).rows().stream().map(row -> row.values().get("comm").toString()).toList();
        assertThat(down).containsExactlyInAnyOrderElementsOf(up).isSortedAccordingTo((one, other) -> other.toString().compareTo(one.toString()));
    }

    @Test
    void what_is_not_among_the_first_is_summed() {
        DisplayReading two = reading("by_number", "count", 2);
        assertThat(two.others()).isEqualTo(2);
        assertThat(two.other().values()).containsEntry("count", 2L).containsEntry("total", 27L);
        assertThat(text(two, DisplayFormat.PLAIN)).contains("  and 2 more: count 2, total 27\n");
    }

    @Test
    void what_histograms_count_that_are_not_shown_is_said_in_each_form() {
        DisplayReading one = reading("hists", "", 1);
        long shown = one.rows().get(0).buckets().stream().mapToLong(DisplayReading.Bucket::count).sum();
        long hidden = 7 - shown;
        assertThat(hidden).isPositive();
        assertThat(text(one, DisplayFormat.PLAIN)).contains("  and 1 more that are not shown, which count " + hidden + "\n");
        assertThat(text(one, DisplayFormat.JSON)).contains("\"other\":{\"rows\":1,\"count\":" + hidden + "}");
        List<String> csv = text(one, DisplayFormat.CSV).lines().toList();
        assertThat(csv.get(0)).isEqualTo("@notice,@time,@display,key,from,to,count");
        assertThat(csv.get(csv.size() - 1)).matches(",[^,]+,hists \\(other\\),,,," + hidden);
    }

    @Test
    void a_column_that_is_not_there_and_an_order_of_histograms_are_refused() {
        assertThatThrownBy(() -> reading("by_number", "cuont", 0)).isInstanceOfSatisfying(TrackerException.class, failure -> {
            assertThat(failure.failure().message()).contains("by_number", "cuont");
            assertThat(failure.failure().hint()).isEqualTo("it has key, count, total");
        });
        assertThatThrownBy(() -> reading("hists", "key", 0)).isInstanceOf(TrackerException.class).hasMessageContaining("histogram");
    }
}
