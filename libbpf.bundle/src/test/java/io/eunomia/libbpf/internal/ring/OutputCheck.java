package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;

/** Checks every byte of records made by {@link RequestedEvents.Kind#OUTPUT}. */
final class OutputCheck implements RecordHandler {
    private final int padding;
    private long sequence;
    private int length;

    /** @param padding how many bytes a record may be longer than what the program wrote */
    OutputCheck(int padding) {
        this.padding = padding;
    }

    void expect(long nextSequence, int nextLength) {
        sequence = nextSequence;
        length = nextLength;
    }

    @Override
    public void record(ByteBuffer memory, int offset, int recordLength) {
        if (recordLength < length || recordLength > length + padding) {
            throw new AssertionError("record " + sequence + " has " + recordLength + " bytes, not " + length);
        }
        if (memory.getLong(offset) != sequence) {
            throw new AssertionError("record " + memory.getLong(offset) + " came for " + sequence);
        }
        for (int i = 8; i < length; i++) {
            if (memory.get(offset + i) != RequestedEvents.pattern(i)) {
                throw new AssertionError("record " + sequence + " differs at byte " + i);
            }
        }
    }
}
