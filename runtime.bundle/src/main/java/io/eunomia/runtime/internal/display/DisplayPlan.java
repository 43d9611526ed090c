package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.ShownNumber;
import io.eunomia.runtime.internal.stack.StackPlan;
import io.eunomia.runtime.metric.MetricSpec;
import java.util.List;

/**
 * A display, compiled against its object: where its rows come from and how they are shown. Immutable.
 *
 * @param keys columns that tell rows apart; without the bucket's number where a key has it
 * @param sort columns whose sum orders the rows, keys first in the counting
 * @param top most rows shown
 * @param series most rows shown or kept for their own sake; what the others count is summed
 * @param age entries that are younger are left out; null for none
 * @param stacks where the stacks of a display of kind stacks are
 * @param metric that it is; null if it is none
 */
public record DisplayPlan(DisplayInfo info, RowShape shape, Source source, List<Column> keys, List<Column> values,
        Buckets buckets, int[] sort, int top, int series, Age age, StackPlan stacks, MetricSpec metric) {

    /**
     * Where the entries are.
     *
     * @param twin a second map of the same layout, and the global that says which is written to; empty for none
     * @param perCpu whether each CPU has a value
     * @param valueBytes of one CPU's value
     * @param array whether entries are always there, so that they cannot be taken out
     * @param index whether the key of an element is its index in a global array
     * @param at where the first element begins in the value
     * @param elements of a global array, each an entry of its own; else 1
     * @param stride from one element to the next
     */
    public record Source(String map, String twin, String active, boolean perCpu, int valueBytes, boolean array,
            boolean index, int at, int elements, int stride) {
    }

    /** A column. @param field of the rows, -1 for one that is worked out @param shown how such a number is shown */
    record Column(String name, String unit, int field, Expression expression, ShownNumber shown) {
        boolean computed() {
            return field < 0;
        }
    }

    /** Returns the same without a bound on how many rows are shown. */
    DisplayPlan withAllRows() {
        return new DisplayPlan(info, shape, source, keys, values, buckets, new int[0], Integer.MAX_VALUE, series, age, stacks, metric);
    }

    /**
     * Where a histogram's counts are.
     *
     * @param at of the first count in a row, if rows have a list of them
     * @param count of the list's numbers, 0 if each row is one bucket
     * @param field of the bucket's number in such a row
     */
    record Buckets(boolean log2, long min, long step, int at, int count, int field, int valueAt) {
        static final Buckets NONE = new Buckets(false, 0, 1, 0, 0, -1, 0);

        boolean any() {
            return count > 0 || field >= 0;
        }

        boolean listed() {
            return count > 0;
        }

        /** The least value in a bucket. */
        long from(int bucket) {
            return !log2 ? min + bucket * step : bucket == 0 ? 0 : bucket < Long.SIZE ? 1L << bucket : Long.MIN_VALUE;
        }

        /** The greatest value in a bucket, unsigned for powers of two. */
        long to(int bucket) {
            return !log2 ? min + (bucket + 1) * step - 1 : bucket < Long.SIZE - 1 ? (1L << bucket + 1) - 1 : -1L;
        }
    }

    /** The youngest age that is shown. @param field a time of the kernel's monotonic clock, in ns */
    record Age(int field, long nanos) {
    }

    boolean isStack(Column column) {
        return !column.computed() && stacks.has(column.field());
    }

    /** Tells whether totals of both can be added up. */
    boolean continues(DisplayPlan before) {
        return info.kind() == before.info.kind() && shape.like(before.shape) && info.drained() == before.info.drained()
                && buckets.equals(before.buckets) && stacks.equals(before.stacks);
    }
}
