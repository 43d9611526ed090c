package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.internal.ffi.CpuList;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.Natives;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.libbpf.ring.RecordHandler;
import io.eunomia.libbpf.ring.RingNotes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a {@code BPF_MAP_TYPE_PERF_EVENT_ARRAY} map: one software event ({@code PERF_COUNT_SW_BPF_OUTPUT}) and one
 * mapped buffer for each CPU that is online when it is opened. libbpf's {@code perf_buffer} does the same but calls
 * back for each record.
 *
 * <p>CPUs: the kernel refuses (ENOENT) what a program writes on a CPU that came online later, and only the program can count
 * that; open a new reader after bringing CPUs online. A CPU that goes offline keeps its written records until they are
 * drained, and stays silent when it comes back.
 *
 * <p>Order: each CPU's records come in its order; between CPUs there is none. Each drain starts at another CPU, so
 * that a busy one cannot starve the others.
 */
public final class PerfBufferReader implements EventReader {
    private final String map;
    private final int mapFd;
    private final LibBpf bpf;
    private final List<PerfCpuBuffer> buffers;
    private final long capacity;
    private final RecordBatch copied = new RecordBatch();
    private final Drain drain;
    private int first;
    private long lastFill;
    private volatile long highestFill;

    private PerfBufferReader(LibBpf bpf, String map, int mapFd, List<PerfCpuBuffer> buffers, long capacity) {
        this.bpf = bpf;
        this.map = map;
        this.mapFd = mapFd;
        this.buffers = buffers;
        this.capacity = capacity;
        this.drain = new Drain(map, this::release);
    }

    /**
     * @param map name for messages
     * @param fd of the map; its owner keeps it and closes it after the reader
     * @param maxEntries of the map: CPUs from this number on get no buffer, because the program cannot reach one
     * @param pagesPerCpu a power of two
     */
    public static PerfBufferReader open(Natives natives, String map, int fd, int maxEntries, int pagesPerCpu) {
        LibC c = natives.c();
        long bytes = (long) pagesPerCpu * c.getpagesize();
        if (Integer.bitCount(pagesPerCpu) != 1 || pagesPerCpu < 0 || bytes > RingBufferReader.MAX_BYTES) {
            throw new BpfException("perf buffer open", map, 0, pagesPerCpu + " pages per CPU is not a power of two of"
                    + " at most " + RingBufferReader.MAX_BYTES / c.getpagesize());
        }
        List<PerfCpuBuffer> buffers = new ArrayList<>();
        try {
            for (int cpu : CpuList.online()) {
                if (cpu < maxEntries) {
                    buffers.add(PerfCpuBuffer.open(c, map, cpu, (int) bytes));
                }
            }
            PerfBufferReader reader = new PerfBufferReader(natives.bpf(), map, fd, List.copyOf(buffers),
                    bytes * buffers.size());
            reader.connect();
            return reader;
        } catch (RuntimeException e) {
            buffers.forEach(PerfCpuBuffer::close);
            throw e;
        }
    }

    private void connect() {
        try {
            for (PerfCpuBuffer buffer : buffers) {
                ReturnCodes.checkErr(bpf.bpf_map_update_elem(mapFd, bytes(buffer.cpu()), bytes(buffer.fd()), 0),
                        "perf buffer connect", map);
                buffer.enable(map);
            }
        } catch (RuntimeException e) {
            disconnect();
            throw e;
        }
    }

    /** Takes the events out of the map, which would keep them alive, so that programs would write where nobody reads. */
    private void disconnect() {
        buffers.forEach(buffer -> bpf.bpf_map_delete_elem(mapFd, bytes(buffer.cpu())));
    }

    private void release() {
        disconnect();
        buffers.forEach(PerfCpuBuffer::close);
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    @Override
    public String map() {
        return map;
    }

    /** {@inheritDoc} They are in the order of the CPUs' numbers. */
    @Override
    public boolean keepsUnread() {
        return false;
    }

    @Override
    public RingNotes notes() {
        return RingNotes.NONE;
    }

    @Override
    public int[] fds() {
        return buffers.stream().mapToInt(PerfCpuBuffer::fd).toArray();
    }

    /** {@inheritDoc} Lengths include the kernel's padding: up to seven bytes after what the program wrote. */
    @Override
    public int drain(RecordHandler handler, int maxRecords) {
        drain.begin();
        try {
            noteFill();
            int delivered = 0;
            int cpus = buffers.size();
            first = first + 1 < cpus ? first + 1 : 0;
            for (int i = 0; i < cpus && delivered < maxRecords; i++) {
                int index = first + i < cpus ? first + i : first + i - cpus;
                delivered += buffers.get(index).drain(handler, maxRecords - delivered, copied);
            }
            return delivered;
        } finally {
            drain.end();
        }
    }

    /** {@inheritDoc} Here it makes no difference: each CPU's own flag announces perf events, whatever was read. */
    @Override
    public int drainQuietly(RecordHandler handler, int maxRecords) {
        return drain(handler, maxRecords);
    }

    private void noteFill() {
        long fill = 0;
        long fullest = 0;
        for (int i = 0; i < buffers.size(); i++) {
            long one = buffers.get(i).fill();
            fill += one;
            fullest = Math.max(fullest, one);
        }
        lastFill = fullest * buffers.size();
        if (fill > highestFill) {
            highestFill = fill;
        }
    }

    @Override
    public long lost() {
        long lost = 0;
        for (PerfCpuBuffer buffer : buffers) {
            lost += buffer.lost();
        }
        return lost;
    }

    @Override
    public long capacityBytes() {
        return capacity;
    }

    /** {@inheritDoc} Counts all CPUs' buffers as full as the fullest one. */
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
