package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.PerfEvent;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads one CPU's perf buffer. Layout (include/uapi/linux/perf_event.h, {@code struct perf_event_mmap_page}): a page with
 * head, tail, offset and size of the data, then the data. Records ({@code struct perf_event_header}: type, misc,
 * size) are multiples of eight bytes, so a header never wraps at the end but a body may. Not thread-safe but for
 * {@link #lost}.
 */
final class PerfCpuBuffer implements AutoCloseable {
    private static final int HEAD = 1024;
    private static final int TAIL = 1032;
    private static final int RECORD_LOST = 2;
    private static final int RECORD_SAMPLE = 9;
    private static final int MAX_BATCH = 64 << 10;

    private final LibC c;
    private final int cpu;
    private final int fd;
    private final boolean kernelCountsLoss;
    private final MappedMemory mapping;
    private final ForeignMemory page;
    private final ForeignMemory data;
    private final int mask;
    private final ByteBuffer counters = NativeMemory.allocate(16);
    private long tail;
    private long published;
    private final AtomicLong lostRecords = new AtomicLong();
    private long lostAtClose;
    private boolean closed;

    private PerfCpuBuffer(LibC c, int cpu, int fd, boolean kernelCountsLoss, MappedMemory mapping, int pageSize,
            int bytes) {
        this.c = c;
        this.cpu = cpu;
        this.fd = fd;
        this.kernelCountsLoss = kernelCountsLoss;
        this.mapping = mapping;
        this.page = mapping.slice(0, pageSize);
        this.data = mapping.slice(pageSize, bytes);
        this.mask = bytes - 1;
        this.tail = page.getLongAcquire(TAIL);
        this.published = tail;
    }

    /** @param bytes size of the data; the number of pages is a power of two */
    static PerfCpuBuffer open(LibC c, String map, int cpu, int bytes) {
        boolean counted = true;
        int fd = event(PerfEvent.FORMAT_LOST).open(c, -1, cpu);
        if (fd < 0) {
            counted = false;
            fd = ReturnCodes.checkErr(event(0).open(c, -1, cpu), "perf buffer open", map,
                    errno -> "perf_event_open of a BPF output event on CPU " + cpu
                            + "; it needs CAP_PERFMON, or kernel.perf_event_paranoid below 1");
        }
        try {
            int pageSize = c.getpagesize();
            return new PerfCpuBuffer(c, cpu, fd, counted,
                    MappedMemory.readWrite(c, map, fd, 0, (long) pageSize + bytes), pageSize, bytes);
        } catch (RuntimeException e) {
            c.close(fd);
            throw e;
        }
    }

    private static PerfEvent event(long readFormat) {
        return new PerfEvent(PerfEvent.TYPE_SOFTWARE, PerfEvent.SW_BPF_OUTPUT)
                .period(1).wakeUpAfter(1).formats(PerfEvent.SAMPLE_RAW, readFormat);
    }

    int cpu() {
        return cpu;
    }

    int fd() {
        return fd;
    }

    void enable(String map) {
        ReturnCodes.checkErr(c.ioctl(fd, PerfEvent.ENABLE, 0), "perf buffer enable", map);
    }

    long fill() {
        return page.getLongAcquire(HEAD) - tail;
    }

    /** @param copied memory that records are handed out from; its content means nothing afterwards */
    int drain(RecordHandler handler, int maxRecords, RecordBatch copied) {
        int delivered = 0;
        long head = page.getLongAcquire(HEAD);
        try {
            while (delivered < maxRecords) {
                if (tail == head && tail == (head = publishAndLook())) {
                    break;
                }
                int bytes = records((int) Math.min(head - tail, RecordBatch.USUAL_BYTES), maxRecords - delivered);
                copy(copied, bytes);
                delivered += handOut(handler, copied.readable(), bytes);
            }
        } finally {
            publish();
        }
        return delivered;
    }

    /** The size of the next records in bytes: as many as fit into {@code most}, or the first alone if it is larger. */
    private int records(int most, int maxRecords) {
        int bytes = 0;
        int samples = 0;
        while (bytes < most && samples < maxRecords) {
            int offset = (int) (tail + bytes) & mask;
            int size = data.getShort(offset + 6) & 0xffff;
            if (bytes > 0 && bytes + size > most) {
                break;
            }
            bytes += size;
            samples += data.getInt(offset) == RECORD_SAMPLE ? 1 : 0;
        }
        return bytes;
    }

    private void copy(RecordBatch copied, int bytes) {
        int offset = (int) tail & mask;
        int first = Math.min(bytes, mask + 1 - offset);
        copied.require(bytes);
        copied.copy(data, offset, 0, first);
        if (bytes > first) {
            copied.copy(data, 0, first, bytes - first);
        }
    }

    private int handOut(RecordHandler handler, ByteBuffer memory, int bytes) {
        int delivered = 0;
        int at = 0;
        while (at < bytes) {
            int size = memory.getShort(at + 6) & 0xffff;
            tail += size;
            delivered += deliver(memory.getInt(at), memory, at, handler);
            at += size;
            if (tail - published >= Math.min(mask >> 3, MAX_BATCH)) {
                publish();
            }
        }
        return delivered;
    }

    private int deliver(int type, ByteBuffer memory, int offset, RecordHandler handler) {
        if (type == RECORD_SAMPLE) {
            // struct { header; u32 size; char data[size]; }
            handler.record(memory, offset + 12, memory.getInt(offset + 8));
            return 1;
        }
        if (type == RECORD_LOST) {
            // struct { header; u64 id; u64 lost; }
            addLost(memory.getLong(offset + 16));
        }
        return 0;
    }

    private long publishAndLook() {
        publish();
        return page.getLongAcquire(HEAD);
    }

    private void publish() {
        published = tail;
        page.putLongFenced(TAIL, tail);
    }

    private void addLost(long records) {
        lostRecords.addAndGet(records);
    }

    /**
     * The number of lost records. The kernel writes a loss into the buffer only with the next record that fits; its own counter,
     * which exists since Linux 6.0, is never late.
     */
    synchronized long lost() {
        return Math.max(lostRecords.get(), closed ? lostAtClose : counted());
    }

    private long counted() {
        // read(2) of an event without group: { u64 value; u64 lost; }
        boolean read = kernelCountsLoss && c.read(fd, NativeMemory.address(counters), 16) == 16;
        return read ? counters.getLong(8) : 0;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            lostAtClose = counted();
            closed = true;
            mapping.close();
            c.close(fd);
        }
    }
}
