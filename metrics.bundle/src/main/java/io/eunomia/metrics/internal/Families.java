package io.eunomia.metrics.internal;

import io.eunomia.runtime.metric.MetricPoint;
import io.eunomia.runtime.metric.MetricType;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points of one page, by the name of their metric, which several trackers may have. Confined to one thread. */
final class Families {
    private final Map<String, Family> families = new LinkedHashMap<>();

    private record Family(MetricType type, String help, Map<Labels, MetricPoint> points) {
    }

    /** Adds a point. @param labels names and values in turns @return false if the metric is there with another type, so that it cannot be shown */
    boolean add(String name, MetricType type, String help, MetricPoint point, String... labels) {
        Family family = families.computeIfAbsent(name, one -> new Family(type, help, new LinkedHashMap<>()));
        if (family.type() != type) {
            return false;
        }
        family.points().merge(Labels.of(labels), point, Families::sum);
        return true;
    }

    void counter(String name, String help, double value, String... labels) {
        add(name, MetricType.COUNTER, help, new MetricPoint(List.of(), value, List.of()), labels);
    }

    void gauge(String name, String help, double value, String... labels) {
        add(name, MetricType.GAUGE, help, new MetricPoint(List.of(), value, List.of()), labels);
    }

    /** Adds up what has the same labels, such as two readers of one name. Histograms of one display have labels of their own. */
    private static MetricPoint sum(MetricPoint one, MetricPoint other) {
        return new MetricPoint(one.labels(), one.value() + other.value(), one.buckets());
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families.entrySet().stream().map(one -> snapshot(one.getKey(), one.getValue())).toList());
    }

    private static MetricSnapshot snapshot(String name, Family family) {
        return switch (family.type()) {
            case COUNTER -> {
                CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(family.help());
                family.points().forEach((labels, point) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().labels(labels)
                        .value(point.value()).build()));
                yield builder.build();
            }
            case GAUGE -> {
                GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(family.help());
                family.points().forEach((labels, point) -> builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels)
                        .value(point.value()).build()));
                yield builder.build();
            }
            case HISTOGRAM -> {
                HistogramSnapshot.Builder builder = HistogramSnapshot.builder().name(name).help(family.help());
                family.points().forEach((labels, point) -> builder.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder().labels(labels)
                        .classicHistogramBuckets(buckets(point)).build()));
                yield builder.build();
            }
        };
    }

    private static ClassicHistogramBuckets buckets(MetricPoint point) {
        ClassicHistogramBuckets.Builder builder = ClassicHistogramBuckets.builder();
        point.buckets().forEach(bucket -> builder.bucket(bucket.to(), (long) bucket.count()));
        return point.buckets().isEmpty() ? builder.bucket(Double.POSITIVE_INFINITY, 0).build() : builder.build();
    }
}
