package io.eunomia.runtime.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts one run of an iterator into records: lines, or structs of a fixed size. Owns the run. One thread.
 *
 * <p>A line ends with a NUL in place of its break, so that an empty one is a record too. One that is longer than the
 * kernel's buffer is cut there.
 */
final class IteratorRecords implements AutoCloseable {
    private static final int BYTES = 1 << 16;

    private final InputStream run;
    private final int recordBytes;
    private final ByteBuffer memory = ByteBuffer.allocate(2 * BYTES).order(ByteOrder.nativeOrder());
    /** Index of the first byte that was read and not handed out. */
    private int from;
    /** Index after the last byte that was read. */
    private int end;
    private boolean exhausted;
    private int offset;
    private int length;

    /** @param recordBytes 0 for lines */
    IteratorRecords(InputStream run, int recordBytes) {
        this.run = run;
        this.recordBytes = recordBytes;
    }

    /** Moves to the next record, which the accessors then describe. @return false at the end */
    boolean next() throws IOException {
        while (true) {
            int found = recordBytes == 0 ? line() : end - from >= recordBytes ? recordBytes : -1;
            if (found >= 0) {
                offset = from;
                length = recordBytes == 0 ? found + 1 : found;
                from += length;
                return true;
            }
            if (exhausted || end - from > BYTES) {
                return rest();
            }
            fill();
        }
    }

    /**
     * Takes the rest as the last record. It may lack its line break, or be too short for a struct, which its reader will
     * find.
     */
    private boolean rest() {
        if (from == end) {
            return false;
        }
        offset = from;
        length = end - from;
        if (recordBytes == 0) {
            memory.put(end, (byte) 0);
            length++;
        }
        from = 0;
        end = 0;
        return true;
    }

    private int line() {
        for (int at = from; at < end; at++) {
            if (memory.get(at) == '\n') {
                memory.put(at, (byte) 0);
                return at - from;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(memory.array(), from, memory.array(), 0, end - from);
            end -= from;
            from = 0;
        }
        int count = run.read(memory.array(), end, memory.capacity() - 1 - end);
        exhausted = count < 0;
        end += Math.max(0, count);
    }

    /** Returns the memory that holds the record until {@link #next}. */
    ByteBuffer memory() {
        return memory;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Returns a copy of the record. */
    ByteBuffer copy() {
        return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder()).put(0, memory, offset, length);
    }

    @Override
    public void close() throws IOException {
        run.close();
    }
}
