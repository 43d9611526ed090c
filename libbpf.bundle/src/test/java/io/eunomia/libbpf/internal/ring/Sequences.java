package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;

/** Follows the sequence numbers of each producer, told apart by their tag, from 0 on. */
final class Sequences implements RecordHandler {
    private final long[] next;
    private long count;
    private long gaps;
    private long disorder;

    Sequences(int tags) {
        next = new long[tags];
    }

    @Override
    public void record(ByteBuffer memory, int offset, int length) {
        long sequence = memory.getLong(offset);
        int tag = (int) memory.getLong(offset + 8);
        count++;
        if (sequence < next[tag]) {
            disorder++;
        } else {
            gaps += sequence - next[tag];
            next[tag] = sequence + 1;
        }
    }

    long count() {
        return count;
    }

    /** Numbers that were passed over. */
    long gaps() {
        return gaps;
    }

    /** Records whose number was not greater than their producer's last: out of order, or doubled. */
    long disorder() {
        return disorder;
    }
}
