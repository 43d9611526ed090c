package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.metric.MetricPoint;
import io.eunomia.runtime.metric.MetricPoint.Bucket;
import io.eunomia.runtime.metric.MetricReader;
import io.eunomia.runtime.metric.MetricSpec;
import io.eunomia.runtime.metric.MetricType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up a display's readings by the labels of its metric. What a map holds may go back, because entries are removed and maps are
 * begun anew; sums here do not. Sums are doubles, whole up to 2^53.
 */
final class MetricFollower implements MetricReader {
    private static final double[] NOTHING = new double[0];

    private final MetricSpec spec;
    private final DisplayChannel channel;
    private final ChannelReader reader;
    /** What each point has; labels that came first keep their point for good. */
    private final Map<List<String>, double[]> points = new LinkedHashMap<>();
    /** What the map held at the last reading, by all labels there were. */
    private Map<List<String>, double[]> before = Map.of();
    private double[] bounds = NOTHING;

    MetricFollower(MetricSpec spec, DisplayChannel channel) {
        this.spec = spec;
        this.channel = channel;
        this.reader = channel.open(true, RowOrder.NONE);
    }

    @Override
    public MetricSpec spec() {
        return spec;
    }

    @Override
    public synchronized List<MetricPoint> read() {
        SeriesReading reading = channel.readAll(reader);
        Map<List<String>, double[]> now = amounts(reading);
        boolean gauge = spec.type() == MetricType.GAUGE;
        if (gauge) {
            points.clear();
        }
        if (reading.reset()) {
            before = Map.of();
        }
        boolean increments = gauge || reading.display().drained();
        now.forEach((labels, amount) -> add(labels, increments ? amount : since(before.getOrDefault(labels, NOTHING), amount)));
        before = increments ? Map.of() : now;
        return points.entrySet().stream().map(one -> point(one.getKey(), one.getValue())).toList();
    }

    /** Returns what has come: a number that has gone back began anew. */
    private static double[] since(double[] before, double[] now) {
        double[] came = now.clone();
        for (int i = 0; i < Math.min(before.length, now.length); i++) {
            came[i] = now[i] >= before[i] ? now[i] - before[i] : now[i];
        }
        return came;
    }

    private void add(List<String> labels, double[] amount) {
        boolean own = points.containsKey(labels) || points.size() < spec.maxSeries();
        points.merge(own ? labels : Collections.nCopies(labels.size(), MetricSpec.OTHER), amount, MetricFollower::sum);
    }

    private static double[] sum(double[] one, double[] other) {
        double[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int i = 0; i < other.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    private Map<List<String>, double[]> amounts(SeriesReading reading) {
        DisplayPlan plan = reading.plan();
        ShownRows rows = reading.shown();
        List<Column> labels = spec.labels().stream().map(label -> column(plan.keys(), label)).toList();
        Column value = spec.value().isEmpty() ? null : column(plan.values(), spec.value());
        Map<List<String>, double[]> amounts = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            byte[] bytes = rows.bytes(row);
            int at = rows.at(row);
            double[] amount = value == null ? counts(plan, rows.all().get(row)) : new double[] {scaled(rows.number(value, bytes, at))};
            amounts.merge(labels.stream().map(label -> text(rows, label, bytes, at)).toList(), amount, MetricFollower::sum);
        }
        if (rows.hidden() > 0 && value != null) {
            amounts.merge(Collections.nCopies(labels.size(), MetricSpec.OTHER), new double[] {scaled(rows.number(value, rows.other(), 0))},
                    MetricFollower::sum);
        }
        return amounts;
    }

    private double scaled(double number) {
        return Double.isNaN(number) ? 0 : number * spec.scale();
    }

    private static Column column(List<Column> columns, String name) {
        return columns.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static String text(ShownRows rows, Column label, byte[] bytes, int at) {
        Utf8Sink text = new Utf8Sink(32);
        rows.text(label, bytes, at, text);
        return text.toString();
    }

    private double[] counts(DisplayPlan plan, Histogram histogram) {
        int size = Math.max(plan.buckets().count(), histogram.size());
        if (bounds.length < size) {
            bounds = new double[size];
            for (int i = 0; i < size; i++) {
                bounds[i] = plan.buckets().to(i) * spec.scale();
            }
        }
        double[] counts = new double[size];
        for (int i = 0; i < histogram.size(); i++) {
            counts[i] = histogram.count(i);
        }
        return counts;
    }

    private MetricPoint point(List<String> labels, double[] amount) {
        if (spec.type() != MetricType.HISTOGRAM) {
            return new MetricPoint(labels, amount[0], List.of());
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < amount.length; i++) {
            // Programs count what is beyond the last bucket in it.
            buckets.add(new Bucket(i == amount.length - 1 ? Double.POSITIVE_INFINITY : bounds[i], amount[i]));
        }
        return new MetricPoint(labels, Arrays.stream(amount).sum(), buckets);
    }

    @Override
    public boolean ended() {
        return channel.ended().isPresent();
    }

    @Override
    public void close() {
        reader.close();
    }
}
