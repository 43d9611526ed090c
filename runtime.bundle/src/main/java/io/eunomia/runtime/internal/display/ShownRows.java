package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.ShownNumber;
import io.eunomia.runtime.internal.display.DisplayPlan.Buckets;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.stack.StackBook;
import io.eunomia.runtime.internal.stack.StackTexts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of a reading in the order in which they are shown, and the sums of those that are not. Confined to one thread. */
final class ShownRows implements Expression.Values {

    /** The cells by which rows are ordered. */
    private final class Cells implements RowSort.Cells {
        @Override
        public double number(int row, int place) {
            return ShownRows.this.number(columns.get(place), series.rows(), series.at(row));
        }

        @Override
        public String text(int row, int place) {
            Utf8Sink cell = new Utf8Sink(32);
            ShownRows.this.text(columns.get(place), series.rows(), series.at(row), cell);
            return cell.toString();
        }
    }

    /** The most numbers of all histograms of a reading: 8 MiB. */
    private static final int MOST_NUMBERS = 1 << 20;

    private final DisplayPlan plan;
    /** Whose memory is another's: it is only used while this is made. */
    private final Series series;
    /** The rows that are shown, one after the other. */
    private byte[] shown = new byte[0];
    private final double seconds;
    private final long kernelNanos;
    private final RecordView view;
    private final List<Column> columns;
    private final List<Histogram> histograms = new ArrayList<>();
    private long hidden;
    /** What the buckets count that are not shown. */
    private long hiddenCount;
    private final byte[] other;
    private final ShownStacks stacks;

    /** @param kernelNanos the kernel's monotonic clock at the reading */
    ShownRows(DisplayPlan plan, Series series, StackBook book, double seconds, long kernelNanos) {
        this.plan = plan;
        this.stacks = new ShownStacks(plan.stacks(), book);
        this.series = series;
        this.seconds = seconds;
        this.kernelNanos = kernelNanos;
        this.view = plan.shape().schema().newView();
        this.columns = Stream.concat(plan.keys().stream(), plan.values().stream()).toList();
        this.other = series.other().clone();
        this.hidden = series.others();
        int[] rows = IntStream.range(0, series.size()).filter(row -> isShown(series.at(row))).toArray();
        if (plan.buckets().any()) {
            hiddenCount = hidden == 0 ? 0 : counted(other);
            histograms(rows);
        } else {
            keepFirst(plan.sort().of(rows, new Cells()));
        }
    }

    private boolean isShown(int at) {
        boolean several = plan.source().array() && !plan.shape().parts().isEmpty() && plan.shape().keyBytes() > 0;
        if ((several && !onlyEntry() || plan.shape().eachCpu()) && plan.shape().isEmpty(series.rows(), at)) {
            return false;
        }
        DisplayPlan.Age age = plan.age();
        return age == null || kernelNanos - view(series.rows(), at).number(age.field()) >= age.nanos();
    }

    private boolean onlyEntry() {
        return series.size() == 1;
    }

    private void keepFirst(int[] rows) {
        int most = Math.min(rows.length, Math.min(plan.top(), plan.series()));
        for (int i = most; i < rows.length; i++) {
            stacks.skip(view(series.rows(), series.at(rows[i])), weight(series.rows(), series.at(rows[i])));
            plan.shape().addRow(series.rows(), series.at(rows[i]), other, 0);
            hidden++;
        }
        copy(Arrays.copyOf(rows, most));
    }

    private void copy(int[] rows) {
        int bytes = plan.shape().rowBytes();
        shown = new byte[rows.length * bytes];
        for (int i = 0; i < rows.length; i++) {
            stacks.take(view(series.rows(), series.at(rows[i])), weight(series.rows(), series.at(rows[i])));
            System.arraycopy(series.rows(), series.at(rows[i]), shown, i * bytes, bytes);
        }
    }

    private void histograms(int[] rows) {
        Buckets buckets = plan.buckets();
        Map<String, Histogram> byKey = new LinkedHashMap<>();
        int numbers = 0;
        for (int row : rows) {
            int at = series.at(row);
            if (buckets.listed()) {
                Histogram one = new Histogram(row(at));
                IntStream.range(0, Math.min(buckets.count(), Histogram.MOST_BUCKETS))
                        .forEach(i -> one.count(i, RowShape.sum(series.rows(), at + buckets.at() + i * Long.BYTES)));
                add(one);
                continue;
            }
            long bucket = view(series.rows(), at).number(buckets.field());
            long count = RowShape.sum(series.rows(), at + buckets.valueAt());
            if (bucket < 0 || bucket >= (buckets.log2() ? Long.SIZE : Histogram.MOST_BUCKETS)) {
                hide(count);
                continue;
            }
            Utf8Sink key = new Utf8Sink(64);
            plan.keys().forEach(column -> {
                view(series.rows(), at).appendJson(column.field(), key);
                key.put(',');
            });
            Histogram one = byKey.get(key.toString());
            int more = Histogram.more(one, (int) bucket);
            if (one == null && byKey.size() >= plan.series() || numbers + more > MOST_NUMBERS) {
                hide(count);
                continue;
            }
            numbers += more;
            byKey.computeIfAbsent(key.toString(), k -> new Histogram(row(at))).count((int) bucket, count);
        }
        byKey.values().forEach(this::add);
    }

    /** What all buckets of a row have counted. */
    private long counted(byte[] row) {
        Buckets buckets = plan.buckets();
        return buckets.listed() ? IntStream.range(0, Math.min(buckets.count(), Histogram.MOST_BUCKETS))
                .mapToLong(i -> RowShape.sum(row, buckets.at() + i * Long.BYTES)).sum() : RowShape.sum(row, buckets.valueAt());
    }

    private byte[] row(int at) {
        return Arrays.copyOfRange(series.rows(), at, at + plan.shape().rowBytes());
    }

    private void add(Histogram one) {
        if (one.size() == 0 && columns.isEmpty()) {
            return;
        }
        if (histograms.size() < Math.min(plan.top(), plan.series())) {
            histograms.add(one);
        } else {
            hide(one.total());
        }
    }

    private void hide(long count) {
        hidden++;
        hiddenCount += count;
    }

    List<Histogram> all() {
        return histograms;
    }

    List<Column> columns() {
        return columns;
    }

    /** The rows that are shown, or histograms. */
    int size() {
        return plan.buckets().any() ? histograms.size() : shown.length / plan.shape().rowBytes();
    }

    byte[] bytes(int row) {
        return plan.buckets().any() ? histograms.get(row).row() : shown;
    }

    int at(int row) {
        return plan.buckets().any() ? 0 : row * plan.shape().rowBytes();
    }

    long hiddenCount() {
        return hiddenCount;
    }

    long hidden() {
        return hidden;
    }

    /** The sums of the rows that are not shown; its key is empty. */
    byte[] other() {
        return other;
    }

    RecordView view(byte[] rows, int at) {
        return view.at(ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN), at, plan.shape().rowBytes(), 0, 0);
    }

    /** What a row of stacks counts; 1 if nothing says how much. */
    double weight(byte[] rows, int at) {
        return plan.stacks().weight() < 0 ? 1 : number(plan.values().get(plan.stacks().weight()), rows, at);
    }

    /** What was counted without a stack, by the reason. */
    Map<String, Double> missed() {
        return stacks.missed();
    }

    CallStack stack(int field, byte[] rows, int at) {
        return stacks.of(view(rows, at), field);
    }

    void text(Column column, byte[] rows, int at, Utf8Sink out) {
        RecordView row = view(rows, at);
        if (plan.isStack(column)) {
            StackTexts.cell(stacks.of(row, column.field()), out);
        } else if (column.computed()) {
            column.shown().text(column.expression().value(this), out);
        } else {
            row.appendText(column.field(), out);
        }
    }

    void json(Column column, byte[] rows, int at, Utf8Sink out) {
        RecordView row = view(rows, at);
        if (plan.isStack(column)) {
            StackTexts.json(stacks.of(row, column.field()), out);
        } else if (column.computed()) {
            ShownNumber.json(column.expression().value(this), out);
        } else {
            row.appendJson(column.field(), out);
        }
    }

    Object value(Column column, byte[] rows, int at) {
        RecordView row = view(rows, at);
        if (!column.computed()) {
            return plan.isStack(column) ? stacks.of(row, column.field()) : row.value(column.field());
        }
        double value = column.expression().value(this);
        return Double.isNaN(value) ? null : value;
    }

    double number(Column column, byte[] rows, int at) {
        view(rows, at);
        return column.computed() ? column.expression().value(this) : field(column.field());
    }

    @Override
    public double field(int index) {
        return switch (plan.shape().schema().fields().get(index).kind()) {
            case FLOAT -> view.floating(index);
            case UNSIGNED -> view.number(index) < 0 ? view.number(index) + 0x1p64 : view.number(index);
            default -> view.number(index);
        };
    }

    @Override
    public double seconds() {
        return seconds;
    }

    @Override
    public double now() {
        return kernelNanos;
    }
}
