package io.eunomia.bench.host;

import java.util.Arrays;

/** Durations as they are measured. Confined to one thread. */
public final class Samples {
    private double[] values = new double[64];
    private int size;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Given in ns, kept in ms. */
    public void addNanos(long nanos) {
        add(nanos / 1e6);
    }

    public double[] values() {
        return Arrays.copyOf(values, size);
    }
}
