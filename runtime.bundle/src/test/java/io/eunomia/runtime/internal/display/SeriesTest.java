package io.eunomia.runtime.internal.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.internal.decode.MapShape;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows are added up by key, within their bound; what has no room is counted. */
class SeriesTest {
    private static final RowShape SHAPE = shape(8);

    /** A map with a key of 4 bytes and a number. */
    private static RowShape shape(int valueBytes) {
        MapShape map = new MapShape("m", MapType.HASH, 4, valueBytes, 0, 0);
        byte[] object = object();
        return new SchemaFactory(ElfObject.parse(object), Optional.empty(), List.of(map)).rows().of("m", map, Optional.empty(), false, List.of());
    }

    private static byte[] object() {
        try (var in = SeriesTest.class.getResourceAsStream("/bpf/silent.bpf.o")) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(int size, long number) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number);
        return java.util.Arrays.copyOf(bytes.array(), size);
    }

    private static long sum(Series series, int row) {
        return RowShape.sum(series.rows(), series.at(row) + 4);
    }

    @Test
    void a_million_keys_stay_within_the_bound_and_nothing_is_forgotten() {
        Series series = new Series(SHAPE, new SeriesBudget(), 1 << 20);
        for (int key = 0; key < 1_000_000; key++) {
            series.add(bytes(4, key), bytes(8, 1), 0, 0);
        }
        assertThat(series.rows().length).isLessThan(1 << 20);
        assertThat(series.size() + series.others()).isEqualTo(1_000_000);
        long kept = 0;
        for (int row = 0; row < series.size(); row++) {
            kept += sum(series, row);
        }
        assertThat(kept + RowShape.sum(series.other(), 4)).isEqualTo(1_000_000);
    }

    @Test
    void a_row_outgrows_the_counter_that_it_is_the_sum_of() {
        Series series = new Series(shape(4), new SeriesBudget());
        series.add(bytes(4, 7), bytes(4, 0xffff_ffffL), 0, 0);
        series.add(bytes(4, 7), bytes(4, 2), 0, 0);
        assertThat(series.size()).isEqualTo(1);
        assertThat(sum(series, 0)).isEqualTo(0x1_0000_0001L);
    }

    @Test
    void a_counter_that_went_round_is_told_from_one_that_was_set_back() {
        assertThat(difference(4, 0xffff_fff0L, 5, true)).as("32 bits went round").isEqualTo(21);
        assertThat(difference(8, 100, 5, true)).as("64 bits were set back").isEqualTo(5);
        assertThat(difference(8, 100, 130, true)).isEqualTo(30);
        assertThat(difference(4, 100, 5, false)).as("a sum over CPUs").isEqualTo(5);
    }

    private static long difference(int bytes, long before, long now, boolean single) {
        RowShape shape = shape(bytes);
        Series former = new Series(shape, new SeriesBudget());
        former.add(bytes(4, 1), bytes(bytes, before), 0, 0);
        Series later = new Series(shape, new SeriesBudget());
        later.add(bytes(4, 1), bytes(bytes, now), 0, 0);
        later.subtract(former, single);
        return sum(later, 0);
    }

    @Test
    void a_copy_goes_its_own_way() {
        Series series = new Series(SHAPE, new SeriesBudget());
        series.add(bytes(4, 1), bytes(8, 3), 0, 0);
        Series copy = series.copy();
        series.add(bytes(4, 1), bytes(8, 3), 0, 0);
        series.add(bytes(4, 2), bytes(8, 3), 0, 0);
        for (int key = 3; key < 1000; key++) {
            copy.add(bytes(4, key), bytes(8, key), 0, 0);
        }
        assertThat(sum(copy, 0)).isEqualTo(3);
        assertThat(copy.size()).isEqualTo(998);
        assertThat(series.size()).isEqualTo(2);
    }

    @Test
    void all_series_share_a_bound_and_give_their_part_back() {
        SeriesBudget budget = new SeriesBudget(100_000);
        Series first = filled(budget);
        Series second = filled(budget);
        assertThat(first.size()).isGreaterThan(1000);
        assertThat(first.size() + first.others()).isEqualTo(100_000);
        assertThat(second.size()).as("what the first has left").isLessThan(first.size());
        assertThat(second.size() + second.others()).isEqualTo(100_000);
        first.free();
        second.free();
        assertThat(budget.left()).isEqualTo(100_000);
        assertThat(filled(budget).size()).isGreaterThan(1000);
    }

    private static Series filled(SeriesBudget budget) {
        Series series = new Series(SHAPE, budget);
        for (int key = 0; key < 100_000; key++) {
            series.add(bytes(4, key), bytes(8, 1), 0, 0);
        }
        return series;
    }
}
