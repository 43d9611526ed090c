package io.eunomia.bench.result;

import java.util.Arrays;

/**
 * One quantity of one subject, measured several times.
 *
 * @param what the quantity: {@code "POST to attached"}
 * @param subject who was measured: {@code "Eunomia"}, {@code "C, libbpf"}
 * @param unit of the values: {@code "ms"}
 * @param values in the order they were measured, one or more
 * @param reference whether others of the same quantity are compared with this one
 */
public record Figure(String what, String subject, String unit, double[] values, boolean reference) {

    public Figure {
        if (values.length == 0) {
            throw new IllegalArgumentException("no value of " + what + " for " + subject);
        }
        values = values.clone();
    }

    public double median() {
        return percentile(50);
    }

    /** The least value that at least {@code percent} of all do not exceed (nearest rank); the median is interpolated. */
    public double percentile(double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (percent == 50) {
            return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        }
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * n) - 1)];
    }
}
