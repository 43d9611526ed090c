package io.eunomia.runtime.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a metric is, in the terms of Prometheus. */
public enum MetricType {
    /** Numbers that only grow. */
    COUNTER,
    /** Numbers as they are now. */
    GAUGE,
    /** Counts by buckets, which only grow. */
    HISTOGRAM;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MetricType> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(MetricType::label).toList();
    }
}
