package io.eunomia.runtime.internal.display;

import java.util.Arrays;

/** The counts of one histogram, and the row that has its other columns. */
final class Histogram {
    /** Far above what is read by people; a bucket beyond it would make a list of nothing but zeros. */
    static final int MOST_BUCKETS = 65_536;
    private static final int FIRST = 32;

    private final byte[] row;
    private long[] counts;
    private int size;

    Histogram(byte[] row) {
        this.row = row;
        this.counts = new long[FIRST];
    }

    byte[] row() {
        return row;
    }

    /** How many more numbers a histogram takes with this bucket. @param one null for one that is to be made */
    static int more(Histogram one, int bucket) {
        int length = one == null ? 0 : one.counts.length;
        return Math.max(0, Math.max(FIRST, length(bucket, length)) - length);
    }

    private static int length(int bucket, int before) {
        return bucket < before ? before : Math.min(MOST_BUCKETS, Math.max(bucket + 1, 2 * before));
    }

    void count(int bucket, long count) {
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, length(bucket, counts.length));
        }
        counts[bucket] += count;
        if (counts[bucket] != 0) {
            size = Math.max(size, bucket + 1);
        }
    }

    long total() {
        return Arrays.stream(counts).sum();
    }

    /** The number of buckets up to the last that is not empty. */
    int size() {
        return size;
    }

    long count(int bucket) {
        return counts[bucket];
    }

    /** The first bucket that is not empty. */
    int first() {
        int first = 0;
        while (first < size && counts[first] == 0) {
            first++;
        }
        return first;
    }

    long greatest() {
        long greatest = 0;
        for (int i = 0; i < size; i++) {
            greatest = Math.max(greatest, counts[i]);
        }
        return greatest;
    }
}
