package io.eunomia.libbpf.internal.ffi;

import java.nio.ByteBuffer;

/**
 * {@code struct perf_event_attr} (include/uapi/linux/perf_event.h) and perf_event_open(2). A new one counts nothing
 * and starts disabled.
 */
public final class PerfEvent {
    public static final int TYPE_SOFTWARE = 1;
    public static final int TYPE_TRACEPOINT = 2;
    public static final long SW_CPU_CLOCK = 0;
    public static final long SW_BPF_OUTPUT = 10;
    public static final long SAMPLE_RAW = 1L << 10;
    /** Makes read(2) return the number of lost samples, since Linux 6.0; older kernels refuse it with EINVAL. */
    public static final long FORMAT_LOST = 1L << 4;
    /** {@code PERF_EVENT_IOC_*}, made by {@code _IO('$', n)}: the same number on every architecture this bundle runs on. */
    public static final long ENABLE = 0x2400;
    public static final long SET_BPF = 0x40042408;

    /** The size of the struct: {@code PERF_ATTR_SIZE_VER5}, known since Linux 4.1. */
    private static final int SIZE = 112;
    private static final long DISABLED = 1;
    private static final long FREQUENCY = 1 << 10;
    private static final long CLOSE_ON_EXEC = 8;

    private final ByteBuffer attributes = NativeMemory.allocate(SIZE);
    private ByteBuffer path;

    public PerfEvent(int type, long config) {
        attributes.putInt(0, type).putInt(4, SIZE).putLong(8, config).putLong(40, DISABLED);
    }

    /** @param period events per sample */
    public PerfEvent period(long period) {
        attributes.putLong(16, period);
        return this;
    }

    /** @param hertz samples per second */
    public PerfEvent frequency(long hertz) {
        attributes.putLong(16, hertz).putLong(40, attributes.getLong(40) | FREQUENCY);
        return this;
    }

    /** @param sampleType {@code PERF_SAMPLE_*} @param readFormat {@code PERF_FORMAT_*} */
    public PerfEvent formats(long sampleType, long readFormat) {
        attributes.putLong(24, sampleType).putLong(32, readFormat);
        return this;
    }

    /** @param events number of samples after which waiters are woken */
    public PerfEvent wakeUpAfter(int events) {
        attributes.putInt(48, events);
        return this;
    }

    /**
     * Sets the target, for the event sources {@code kprobe} and {@code uprobe}.
     *
     * @param target kernel function, or path of the executable
     * @param offset in bytes from the function's, or the file's, start
     */
    public PerfEvent probe(String target, long offset) {
        path = NativeMemory.string(target);
        attributes.putLong(56, NativeMemory.address(path)).putLong(64, offset);
        return this;
    }

    /**
     * @param pid the process, or -1 for all
     * @param cpu the CPU, or -1 for all
     * @return a descriptor owned by the caller, or -1 with errno in {@link ReturnCodes#lastErrno}
     */
    public int open(LibC c, int pid, int cpu) {
        return (int) SystemCalls.PERF_EVENT_OPEN.call(c, NativeMemory.address(attributes), pid, cpu, -1,
                CLOSE_ON_EXEC);
    }
}
