package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.ShownNumber;
import io.eunomia.runtime.internal.stack.StackPlan;
import io.eunomia.runtime.metric.MetricSpec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A display, compiled against its object: where its rows come from and how they are shown. Immutable.
 *
 * @param keys columns that tell rows apart; without the bucket's number where a key has it
 * @param top most rows shown
 * @param series most rows shown or kept for their own sake; what the others count is summed
 * @param age entries that are younger are left out; null for none
 * @param stacks where the stacks of a display of kind stacks are
 * @param metric that it is; null if it is none
 */
public record DisplayPlan(DisplayInfo info, RowShape shape, Source source, List<Column> keys, List<Column> values,
        Buckets buckets, RowSort sort, int top, int series, Age age, StackPlan stacks, MetricSpec metric) {

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
        return new DisplayPlan(info, shape, source, keys, values, buckets, RowSort.greatestFirst(new int[0]), Integer.MAX_VALUE, series, age, stacks, metric);
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

    /**
     * Returns the same display with its rows in another order. A column that it does not have leaves them in theirs, because a
     * reader may outlive the version that had it.
     */
    DisplayPlan ordered(RowOrder order) {
        List<Column> columns = Stream.concat(keys.stream(), values.stream()).toList();
        RowSort other = IntStream.range(0, columns.size()).filter(i -> columns.get(i).name().equals(order.column())).boxed().findFirst()
                .map(place -> {
                    boolean text = !isNumber(columns.get(place));
                    return new RowSort(new int[] {place}, order.ascending(text), text);
                }).orElse(sort);
        return new DisplayPlan(info, shape, source, keys, values, buckets, other, order.top() == 0 ? top : order.top(), series, age, stacks, metric);
    }

    /** Checks that rows can be had in an order. @throws TrackerException of kind BAD_REQUEST saying why not */
    void require(RowOrder order) {
        if (order.column().isEmpty()) {
            return;
        }
        if (buckets.any()) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "display \"" + info.name() + "\" is a histogram, whose rows have no order",
                    "leave the column out; the number of rows can be chosen"));
        }
        List<String> names = Stream.concat(keys.stream(), values.stream()).map(Column::name).toList();
        if (!names.contains(order.column())) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "display \"" + info.name() + "\" has no column \"" + order.column()
                    + "\" to be ordered by", "it has " + String.join(", ", names)));
        }
    }

    /** Tells whether what a column shows is a number. */
    boolean isNumber(Column column) {
        if (column.computed()) {
            return true;
        }
        FieldKind kind = shape.schema().fields().get(column.field()).kind();
        return kind == FieldKind.UNSIGNED || kind == FieldKind.SIGNED || kind == FieldKind.FLOAT || kind == FieldKind.BOOL;
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
