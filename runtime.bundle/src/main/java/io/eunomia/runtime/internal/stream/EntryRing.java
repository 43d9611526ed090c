package io.eunomia.runtime.internal.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A ring of bytes with one producer and one consumer. Entries are copies of records behind a header, contiguous and 8-byte
 * aligned: {@code int length, int schema, long sequence, long readNanos, bytes}. Two negative schema numbers are marks of 8
 * bytes: one says that the rest of the ring is unused, the other stands for something that is kept elsewhere.
 */
final class EntryRing {
    private static final int HEADER = 24;
    private static final int MARK = 8;
    private static final int REST_UNUSED = -1;
    private static final int MARKED = -2;

    private final ByteBuffer ring;
    private final int mask;
    private final RingPosition written;
    private final RingPosition read;

    /** @param bytes rounded up to a power of two */
    EntryRing(int bytes) {
        int capacity = Integer.highestOneBit(Math.max(4096, bytes) * 2 - 1);
        ring = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
        mask = capacity - 1;
        written = new RingPosition(0);
        read = new RingPosition(0);
    }

    private EntryRing(EntryRing other) {
        ring = ByteBuffer.wrap(other.ring.array().clone()).order(ByteOrder.nativeOrder());
        mask = other.mask;
        written = new RingPosition(other.written.own());
        read = new RingPosition(other.read.own());
    }

    /** Copies the ring; call it while nobody else uses it. */
    EntryRing copy() {
        return new EntryRing(this);
    }

    // --- the producer's side

    /** Tells whether a record of this length fits with {@code marks} before it. */
    boolean room(int length, int marks) {
        return room(size(length) + MARK * marks);
    }

    /** Tells whether more than a quarter is in use. */
    boolean crowded() {
        return written.own() - read.seen() > (mask + 1) / 4;
    }

    /** Tells whether at most half is in use. */
    boolean roomy() {
        return written.own() - read.seen() <= (mask + 1) / 2;
    }

    /** Tells how many records of this length fit, at most {@code most} and at least one. */
    int fitting(int length, int most) {
        long free = mask + 1 - (written.own() - read.seen());
        return (int) Math.max(1, Math.min(most, free / size(length) - 1));
    }

    /** Returns how far the consumer is, in bytes. */
    long consumed() {
        return read.seen();
    }

    /** Tells whether all but an eighth is in use. */
    boolean nearlyFull() {
        return written.own() - read.seen() > (mask + 1) / 8 * 7;
    }

    private boolean room(int need) {
        int at = (int) written.own() & mask;
        int skipped = at + need > mask + 1 ? mask + 1 - at : 0;
        long least = written.own() + skipped + need - (mask + 1);
        return least <= written.other || least <= (written.other = read.seen());
    }

    /** Appends a record. @return false when it does not fit; then nothing has changed */
    boolean put(int schema, ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        int need = size(length);
        if (!reserve(need)) {
            return false;
        }
        int at = (int) written.own() & mask;
        ring.putInt(at, length);
        ring.putInt(at + 4, schema);
        ring.putLong(at + 8, sequence);
        ring.putLong(at + 16, readNanos);
        ring.put(at + HEADER, memory, offset, length);
        written.publish(written.own() + need);
        return true;
    }

    /** Appends a mark. @return false when it does not fit */
    boolean putMark() {
        if (!reserve(MARK)) {
            return false;
        }
        ring.putInt(((int) written.own() & mask) + 4, MARKED);
        written.publish(written.own() + MARK);
        return true;
    }

    /** Makes the next {@code need} bytes contiguous and free, or changes nothing. */
    private boolean reserve(int need) {
        if (!room(need)) {
            return false;
        }
        int at = (int) written.own() & mask;
        if (at + need > mask + 1) {
            ring.putInt(at + 4, REST_UNUSED);
            written.publish(written.own() + (mask + 1 - at));
        }
        return true;
    }

    private static int size(int length) {
        return HEADER + (length + 7 & -8);
    }

    // --- the consumer's side

    /** Tells the same as {@link #crowded}. */
    boolean crowdedForReader() {
        return written.seen() - read.own() > (mask + 1) / 4;
    }

    /** Moves to the next entry; the accessors below describe it until {@link #release}. */
    boolean next() {
        while (read.own() < read.other || read.own() < (read.other = written.seen())) {
            int at = (int) read.own() & mask;
            if (ring.getInt(at + 4) != REST_UNUSED) {
                return true;
            }
            read.publish(read.own() + (mask + 1 - at));
        }
        return false;
    }

    /** Tells whether the entry is a mark and no record. */
    boolean marked() {
        return schema() == MARKED;
    }

    ByteBuffer memory() {
        return ring;
    }

    int schema() {
        return ring.getInt(at() + 4);
    }

    int length() {
        return ring.getInt(at());
    }

    long sequence() {
        return ring.getLong(at() + 8);
    }

    long readNanos() {
        return ring.getLong(at() + 16);
    }

    /** The index of the record's first byte in {@link #memory}. */
    int offset() {
        return at() + HEADER;
    }

    private int at() {
        return (int) read.own() & mask;
    }

    void release() {
        read.publish(read.own() + (marked() ? MARK : size(length())));
    }
}
