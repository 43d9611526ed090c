package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;

/**
 * Reads a {@code BPF_MAP_TYPE_RINGBUF} map in place. Layout (kernel/bpf/ringbuf.c): at offset 0 one page with the
 * consumer's position, writable; after it one page with the producers' position and then the data, twice in a row, so
 * that every record is contiguous. Positions are unsigned and only grow; a record is an eight-byte header
 * ({@code u32} length with two flags, {@code u32} page offset) and its payload, padded to eight bytes.
 *
 * <p><b>When memory is given back.</b> The kernel compares the consumer's position with that of the record it commits
 * and wakes waiters only when they are equal ({@code bpf_ringbuf_commit}): the consumer has read all before. So the
 * position may lag behind what was read only while this reader goes on reading. Inside one drain it is published each
 * {@link #batch} bytes (each publication takes the cache line from the producers, which read it for every record),
 * and always before a drain looks a last time whether there is more. That store and that look are sequentially
 * consistent, as are the kernel's: either the look sees the new record, or its commit sees the published position and
 * wakes. A quiet drain makes use of it: it publishes where the last record begins and not where it ends, so that no
 * commit finds the position its own. A handler that is slow keeps at most {@code batch} bytes of read memory from the producers.
 */
public final class RingBufferReader implements EventReader {
    /** Two views of the data must fit into one buffer of at most 2^31-1 bytes, and sizes are powers of two. */
    static final long MAX_BYTES = 1L << 29;

    private static final int HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARD = 1 << 30;
    private static final int MAX_BATCH = 64 << 10;

    private final String map;
    private final int fd;
    private final long capacity;
    private final int mask;
    private final int batch;
    private final ByteBuffer consumerPage;
    private final ByteBuffer producerPage;
    private final ByteBuffer data;
    private final Drain drain;
    /** As published. */
    private long position;
    /** Where the next record begins: after a quiet drain beyond {@link #position}. */
    private long read;
    private long lastFill;
    private volatile long highestFill;

    private RingBufferReader(String map, int fd, int bytes, int page, MappedMemory consumer, MappedMemory producer) {
        this.map = map;
        this.fd = fd;
        this.capacity = bytes;
        this.mask = bytes - 1;
        this.batch = Math.min(bytes / 8, MAX_BATCH);
        this.consumerPage = consumer.slice(0, HEADER);
        this.producerPage = producer.slice(0, HEADER);
        this.data = producer.readOnlySlice(page, 2 * bytes);
        this.drain = new Drain(map, () -> {
            producer.close();
            consumer.close();
        });
        this.position = (long) Positions.LONG.getAcquire(consumerPage, 0);
        this.read = position;
    }

    /**
     * @param map name for messages
     * @param fd of the map; stays its owner's, who closes it after the reader
     * @param bytes the map's {@code max_entries}
     * @throws BpfException when the ring cannot be mapped or is larger than 512 MiB
     */
    public static RingBufferReader open(LibC c, String map, int fd, long bytes) {
        if (bytes > MAX_BYTES || bytes <= 0) {
            throw new BpfException("ring map", map, 0, "a ring of " + bytes + " bytes cannot be read; rings may have at"
                    + " most " + MAX_BYTES + " bytes (512 MiB): set the map's max_entries to that or less");
        }
        int page = c.getpagesize();
        MappedMemory consumer = MappedMemory.readWrite(c, map, fd, 0, page);
        try {
            MappedMemory producer = MappedMemory.readOnly(c, map, fd, page, page + 2 * bytes);
            return new RingBufferReader(map, fd, (int) bytes, page, consumer, producer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public String map() {
        return map;
    }

    @Override
    public int[] fds() {
        return new int[] {fd};
    }

    @Override
    public int drain(RecordHandler handler, int maxRecords) {
        return drain(handler, maxRecords, false);
    }

    @Override
    public int drainQuietly(RecordHandler handler, int maxRecords) {
        return drain(handler, maxRecords, true);
    }

    private int drain(RecordHandler handler, int maxRecords, boolean quietly) {
        drain.begin();
        try {
            requireSoleReader();
            return deliver(handler, maxRecords, quietly);
        } finally {
            drain.end();
        }
    }

    /** Passes at most one ring's length, so that a flood of discarded records cannot hold the caller for ever. */
    private int deliver(RecordHandler handler, int maxRecords, boolean quietly) {
        long producer = (long) Positions.LONG.getAcquire(producerPage, 0);
        long next = read;
        long last = position;
        long end = next + capacity;
        noteFill(producer - next);
        int delivered = 0;
        try {
            while (delivered < maxRecords && next - end < 0) {
                if (next == producer && next == (producer = look(next, quietly))) {
                    break;
                }
                int offset = (int) next & mask;
                int header = header(offset, next, quietly);
                if ((header & BUSY) != 0) {
                    break;
                }
                int length = header & ~DISCARD;
                // Consumed even if the handler throws: a record that cannot be handled must not come for ever.
                last = next;
                next += (length + HEADER + 7) & ~7;
                if ((header & DISCARD) == 0) {
                    delivered++;
                    handler.record(data, offset + HEADER, length);
                }
                if (next - position >= batch) {
                    publish(quietly ? last : next);
                }
            }
        } finally {
            read = next;
            publish(quietly ? last : next);
        }
        return delivered;
    }

    /** The producers' position, looked at after all that was read is published: so the next commit wakes, or is seen. */
    private long look(long next, boolean quietly) {
        if (!quietly) {
            publish(next);
        }
        return (long) Positions.LONG.getVolatile(producerPage, 0);
    }

    /** The header of the next record. While it is being written the same holds for it as for the producers' position. */
    private int header(int offset, long next, boolean quietly) {
        int header = (int) Positions.INT.getAcquire(data, offset);
        if ((header & BUSY) == 0 || quietly) {
            return header;
        }
        publish(next);
        return (int) Positions.INT.getVolatile(data, offset);
    }

    private void publish(long next) {
        if (next != position) {
            position = next;
            Positions.LONG.setVolatile(consumerPage, 0, next);
        }
    }

    private void noteFill(long bytes) {
        lastFill = bytes;
        if (bytes > highestFill) {
            highestFill = bytes;
        }
    }

    private void requireSoleReader() {
        if ((long) Positions.LONG.getAcquire(consumerPage, 0) != position) {
            throw new BpfException("ring read", map, Errno.EBUSY, "somebody else reads this ring too and records go to"
                    + " one or the other; close the other reader, a ring buffer can have only one");
        }
    }

    /** Always 0: the kernel does not count what a full ring refuses. */
    @Override
    public long lost() {
        return 0;
    }

    @Override
    public long capacityBytes() {
        return capacity;
    }

    @Override
    public long lastFillBytes() {
        return lastFill;
    }

    @Override
    public long highestFillBytes() {
        return highestFill;
    }

    @Override
    public void close() {
        drain.close();
    }
}
