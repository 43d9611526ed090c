package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.libbpf.ring.RecordHandler;
import io.eunomia.libbpf.ring.RingNotes;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Reads a {@code BPF_MAP_TYPE_RINGBUF} map from mapped memory. Layout (kernel/bpf/ringbuf.c): at offset 0 one page with the
 * consumer's position, writable; after it one page with the producers' position and then the data, twice in a row, so
 * that every record is contiguous. Positions are unsigned and only grow; a record is an eight-byte header
 * ({@code u32} length with two flags, {@code u32} page offset) and its payload, padded to eight bytes.
 *
 * <p><b>When memory is given back.</b> The kernel compares the consumer's position with that of the record it commits
 * and wakes waiters only when they are equal ({@code bpf_ringbuf_commit}): the consumer then has read everything before. So
 * the position may lag behind the records read only while this reader goes on reading. Inside one drain it is published each
 * {@link #batch} bytes (each publication takes the cache line from the producers, which read it for every record),
 * and always before a drain looks a last time whether there is more. A full fence is between that store and that look, as
 * in the kernel: either the look sees the new record, or its commit sees the published position and
 * wakes. A quiet drain makes use of it: it publishes where the last record begins and not where it ends, so that no
 * commit finds the position its own. A handler that is slow keeps at most {@code batch} bytes of read memory from the producers.
 *
 * <p><b>The handler gets a copy</b>, made of many records by one native call, after their headers have said that all of
 * them are committed.
 */
public final class RingBufferReader implements EventReader {
    /** The largest ring: offsets in the data, which is mapped twice, are ints, and sizes are powers of two. */
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
    private final RingPositions positions;
    private final RingNotebook notebook;
    private final ForeignMemory data;
    private final RecordBatch copied = new RecordBatch();
    private final Drain drain;
    /** The position of the next record; after a quiet drain it is beyond the published one. */
    private long read;
    /** The position of the last record that this drain has read. */
    private long last;
    private long lastFill;
    private volatile long highestFill;

    private RingBufferReader(String map, int fd, int bytes, int page, MappedMemory consumer, MappedMemory producer) {
        this.map = map;
        this.fd = fd;
        this.capacity = bytes;
        this.mask = bytes - 1;
        this.batch = Math.min(bytes / 8, MAX_BATCH);
        this.positions = new RingPositions(consumer.slice(0, Long.BYTES), producer.slice(0, Long.BYTES));
        this.notebook = new RingNotebook(consumer.slice(page - RingNotebook.BYTES, RingNotebook.BYTES));
        this.data = producer.slice(page, 2L * bytes);
        this.drain = new Drain(map, () -> {
            notebook.close();
            producer.close();
            consumer.close();
        });
        this.read = notebook.begin(positions.published(), positions.produced());
    }

    /**
     * @param map name for messages
     * @param fd of the map; its owner keeps it and closes it after the reader
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
    public boolean keepsUnread() {
        return true;
    }

    @Override
    public RingNotes notes() {
        return notebook;
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

    /** Delivers at most one ring's length, so that a flood of discarded records cannot hold the caller for ever. */
    private int deliver(RecordHandler handler, int maxRecords, boolean quietly) {
        long producer = positions.produced();
        long end = read + capacity;
        noteFill(producer - read);
        last = positions.published();
        int delivered = 0;
        try {
            while (delivered < maxRecords && read - end < 0) {
                if (read == producer && read == (producer = lookAgain(quietly))) {
                    break;
                }
                int bytes = committed((int) Math.min(producer - read, RecordBatch.USUAL_BYTES), maxRecords - delivered,
                        quietly);
                if (bytes == 0) {
                    break;
                }
                copied.require(bytes);
                copied.copy(data, (int) read & mask, 0, bytes);
                notebook.take(read + bytes);
                delivered += handOut(handler, bytes, quietly);
            }
        } finally {
            publish(quietly);
        }
        return delivered;
    }

    /** Reads the producers' position after publishing all that was read: the next commit then either wakes us or is seen. */
    private long lookAgain(boolean quietly) {
        if (!quietly) {
            publish(false);
        }
        return positions.produced();
    }

    /**
     * The size in bytes of the next committed records: as many as fit into {@code most}, or the first alone if it is larger. 0
     * when the first is still being written.
     */
    private int committed(int most, int maxRecords, boolean quietly) {
        int offset = (int) read & mask;
        int bytes = 0;
        int records = 0;
        while (bytes < most && records < maxRecords) {
            int header = data.getInt(offset + bytes);
            if ((header & BUSY) != 0 && (bytes > 0 || ((header = headerAgain(offset, quietly)) & BUSY) != 0)) {
                break;
            }
            int size = size(header & ~DISCARD);
            if (bytes > 0 && bytes + size > most) {
                break;
            }
            bytes += size;
            records += (header & DISCARD) == 0 ? 1 : 0;
        }
        // All headers are read before any payload is.
        VarHandle.acquireFence();
        return bytes;
    }

    /** Reads again the header of a record that is being written, with the same guarantee as for the producers' position. */
    private int headerAgain(int offset, boolean quietly) {
        if (!quietly) {
            publish(false);
        }
        return data.getInt(offset);
    }

    private static int size(int length) {
        return (length + HEADER + 7) & ~7;
    }

    private int handOut(RecordHandler handler, int bytes, boolean quietly) {
        ByteBuffer memory = copied.readable();
        int delivered = 0;
        int at = 0;
        while (at < bytes) {
            int header = memory.getInt(at);
            int length = header & ~DISCARD;
            int payload = at + HEADER;
            // It counts as consumed even if the handler throws; otherwise the same record would come for ever.
            at += size(length);
            last = read;
            read += size(length);
            if ((header & DISCARD) == 0) {
                delivered++;
                handler.record(memory, payload, length);
            }
            if (read - positions.published() >= batch) {
                publish(quietly);
            }
        }
        return delivered;
    }

    private void publish(boolean quietly) {
        positions.publish(quietly ? last : read);
    }

    private void noteFill(long bytes) {
        lastFill = bytes;
        if (bytes > highestFill) {
            highestFill = bytes;
        }
    }

    private void requireSoleReader() {
        if (!positions.ownedAlone()) {
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
