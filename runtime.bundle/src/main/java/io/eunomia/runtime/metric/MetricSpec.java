package io.eunomia.runtime.metric;

import java.util.List;

/**
 * A metric that a display of a running tracker is. Immutable.
 *
 * @param display name of the display
 * @param name of the metric, as Prometheus allows it; of a counter without {@code _total}
 * @param help what it is, for people
 * @param scale by which the display's numbers, or its buckets' bounds, are multiplied
 * @param labels names of the columns of the key that tell points apart, which are the names of the labels too
 * @param value the column that is shown; empty for the counts of a histogram
 * @param maxSeries the most points that have labels of their own; what the others count is summed up in one whose labels say
 *     {@code other}
 */
public record MetricSpec(String display, String name, MetricType type, String help, double scale, List<String> labels, String value,
        int maxSeries) {
    /** The value of all labels of the point in which further ones are summed up. */
    public static final String OTHER = "other";

    public MetricSpec {
        labels = List.copyOf(labels);
    }
}
