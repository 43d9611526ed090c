package io.eunomia.runtime.metric;

import java.util.List;

/**
 * A point of a metric.
 *
 * @param labels values of the labels, in their order
 * @param value of a counter since its reader was opened or the display began, or of a gauge; of a histogram how much was counted in all
 * @param buckets of a histogram, by their bounds; the last has no upper one
 */
public record MetricPoint(List<String> labels, double value, List<Bucket> buckets) {

    /** What was counted in a bucket. @param to the greatest value in it, infinite in the last */
    public record Bucket(double to, double count) {
    }

    public MetricPoint {
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
    }
}
