package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.StreamLedger;
import java.util.OptionalLong;

/** Keeps the ledger of one stream over all runs of its tracker. Guarded by the hub's lock. */
final class StreamCounters {
    private static final int UNKNOWN_BYTES = 4096;

    private final String stream;
    private final String map;
    private long lostBefore;
    private long lostNow;
    private boolean lossKnown = true;
    long read;
    long undecodable;
    /** Of a record, so far; before the first one it is not known, and taken for large. */
    private int largestBytes;
    private long highestFillBytes;
    private long capacityBytes;

    StreamCounters(String stream, String map) {
        this.stream = stream;
        this.map = map;
    }

    /** Begins a new run, which counts its losses from zero again. */
    void newRun(boolean countsLosses, long capacity) {
        lostBefore += lostNow;
        lostNow = 0;
        lossKnown &= countsLosses;
        capacityBytes = capacity;
    }

    /** Updates the losses. @return how many more were lost than at the last call */
    long lost(long sinceLoad) {
        long more = sinceLoad - lostNow;
        lostNow = Math.max(lostNow, sinceLoad);
        return Math.max(0, more);
    }

    void sized(int bytes) {
        largestBytes = Math.max(largestBytes, bytes);
    }

    int largestBytes() {
        return largestBytes == 0 ? UNKNOWN_BYTES : largestBytes;
    }

    void filled(long bytes) {
        highestFillBytes = Math.max(highestFillBytes, bytes);
    }

    StreamLedger ledger() {
        long lost = lostBefore + lostNow;
        return new StreamLedger(stream, map, lossKnown || lost > 0 ? OptionalLong.of(lost) : OptionalLong.empty(),
                read, undecodable, highestFillBytes, capacityBytes);
    }
}
