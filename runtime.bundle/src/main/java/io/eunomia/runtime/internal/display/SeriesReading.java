package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.display.DisplayPlan.Buckets;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.stack.StackBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reading whose rows lie in a series that nobody changes any more. */
final class SeriesReading implements DisplayReading {
    private static final double NANOS_PER_SECOND = 1e9;

    private final DisplayPlan plan;
    private final ShownRows rows;
    private final Instant at = Instant.now();
    private final Duration span;
    private final boolean reset;
    private final boolean last;

    SeriesReading(DisplayPlan plan, Series series, StackBook book, KernelClock clock, Duration span, boolean reset, boolean last) {
        this.plan = plan;
        this.span = span;
        this.reset = reset;
        this.last = last;
        long kernelNanos = at.getEpochSecond() * 1_000_000_000L + at.getNano() - clock.monotonicOffset();
        this.rows = new ShownRows(plan, series, book, span.toNanos() / NANOS_PER_SECOND, kernelNanos);
    }

    @Override
    public DisplayInfo display() {
        return plan.info();
    }

    DisplayPlan plan() {
        return plan;
    }

    ShownRows shown() {
        return rows;
    }

    boolean isText(Column column) {
        return !column.computed() && plan.shape().schema().fields().get(column.field()).kind() == FieldKind.TEXT;
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public Duration span() {
        return span;
    }

    @Override
    public boolean reset() {
        return reset;
    }

    @Override
    public boolean last() {
        return last;
    }

    @Override
    public long total() {
        return rows.size() + rows.hidden();
    }

    @Override
    public long others() {
        return rows.hidden();
    }

    @Override
    public List<Row> rows() {
        List<Row> all = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Bucket> buckets = plan.buckets().any() ? buckets(rows.all().get(row)) : List.of();
            all.add(row(rows.bytes(row), rows.at(row), buckets));
        }
        return all;
    }

    @Override
    public Row other() {
        return rows.hidden() == 0 ? null : new Row(Map.of(), values(plan.values(), rows.other(), 0), List.of());
    }

    private Row row(byte[] bytes, int from, List<Bucket> buckets) {
        return new Row(values(plan.keys(), bytes, from), values(plan.values(), bytes, from), buckets);
    }

    private Map<String, Object> values(List<Column> columns, byte[] bytes, int from) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column.name(), rows.value(column, bytes, from)));
        return values;
    }

    private List<Bucket> buckets(Histogram histogram) {
        Buckets shape = plan.buckets();
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < histogram.size(); i++) {
            buckets.add(new Bucket(shape.from(i), shape.to(i), histogram.count(i)));
        }
        return buckets;
    }

    @Override
    public void write(DisplayFormat format, int width, boolean first, Utf8Sink out) {
        if (format.ofStacks() && plan.stacks().fields().isEmpty()) {
            throw new IllegalArgumentException(format.label() + " is a form of stacks, and " + plan.info().name() + " is of kind "
                    + plan.info().kind().label());
        }
        switch (format) {
            case JSON -> new ReadingJson(this, out).write();
            case CSV -> new ReadingCsv(this, out).write(first);
            case COLLAPSED -> new StackForms(this, out).collapsed();
            case SVG -> new StackForms(this, out).svg();
            default -> new ReadingText(this, width, out).write();
        }
    }
}
