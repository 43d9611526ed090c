package io.eunomia.runtime.internal.display;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order of a display's rows.
 *
 * @param places of the columns by whose sum rows are ordered, keys first in the counting; none to leave them as they are
 * @param text whether it is one column of texts
 */
record RowSort(int[] places, boolean ascending, boolean text) {

    /** Tells what a column of a row is. */
    interface Cells {
        double number(int row, int place);

        String text(int row, int place);
    }

    static RowSort greatestFirst(int[] places) {
        return new RowSort(places, false, false);
    }

    /** Orders rows by their numbers. Those that have no number come last. */
    int[] of(int[] rows, Cells cells) {
        if (places.length == 0) {
            return rows;
        }
        int count = Arrays.stream(rows).max().orElse(-1) + 1;
        String[] texts = new String[text ? count : 0];
        double[] weights = new double[text ? 0 : count];
        for (int row : rows) {
            if (text) {
                texts[row] = cells.text(row, places[0]);
            } else {
                weights[row] = IntStream.of(places).mapToDouble(place -> cells.number(row, place)).sum();
            }
        }
        double last = ascending ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        Comparator<Integer> order = text ? Comparator.comparing((Integer row) -> texts[row])
                : Comparator.comparingDouble(row -> Double.isNaN(weights[row]) ? last : weights[row]);
        return IntStream.of(rows).boxed().sorted(ascending ? order : order.reversed()).mapToInt(Integer::intValue).toArray();
    }
}
