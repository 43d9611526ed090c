package io.eunomia.libbpf.ring;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads one ring buffer map or perf event array from mapped memory. One thread at a time may drain; the counters may
 * be read from any thread. Owned by the code that opened it.
 */
@ProviderType
public interface EventReader extends AutoCloseable {

    /** Name of the map it reads. */
    String map();

    /**
     * Descriptors to wait on with {@link Epoll}: one for a ring buffer, one per CPU for a perf event array. Remove them from
     * the epoll instance before closing the reader.
     */
    int[] fds();

    /**
     * Delivers the waiting records, oldest first (for a perf event array only within each CPU: between CPUs there is no order),
     * and gives their memory back to the kernel on the way. An exception from the handler ends the call; the record that
     * caused it counts as consumed. Allocates nothing and makes no system call; one native call copies many records.
     *
     * <p>Wait on {@link #fds} only after a call that returned less than {@code maxRecords}, because a perf event announces its
     * records only once. To drain to the end, call until 0 is returned.
     *
     * @param handler called on this thread; it may close this reader, which then happens when the call ends, but not
     *     drain it
     * @param maxRecords upper bound for one call
     * @return number of records delivered
     * @throws IllegalStateException after {@link #close}
     * @throws io.eunomia.libbpf.BpfException when another process or reader also takes records from the same ring buffer
     */
    int drain(RecordHandler handler, int maxRecords);

    /**
     * Drains like {@link #drain}, for a caller that will soon look again without being woken. It keeps the kernel from sending
     * wake-ups for a ring buffer, which cost producers and reader more than an event itself. To that end only a later call
     * gives back the last record read. Call {@link #drain} before waiting on {@link #fds} again.
     */
    int drainQuietly(RecordHandler handler, int maxRecords);

    /**
     * Whether what is written while there is no reader waits for the next one, if the map is pinned: so it does in a ring
     * buffer. A perf buffer belongs to the reader that opened it, and takes nothing without it.
     */
    boolean keepsUnread();

    /** The numbers kept with this ring; {@link RingNotes#NONE} for a perf event array, which goes with its reader. */
    RingNotes notes();

    /**
     * The number of records that the kernel reports as lost. Perf buffers count them, exactly since Linux 6.0; before, a loss
     * is reported with the next record that fits ({@code PERF_RECORD_LOST}). Ring buffers do not count: the result is 0, and
     * the tracker's own counter tells. Keeps its last value after {@link #close}. May make a system call per CPU.
     */
    long lost();

    /** Capacity in bytes, all CPUs together. */
    long capacityBytes();

    /** Unread bytes at the start of the last drain. Only the draining thread may ask. */
    long lastFillBytes();

    /** Highest number of unread bytes seen at the start of a {@link #drain}. */
    long highestFillBytes();

    /** Unmaps the buffer; undrained records are lost. Waits for a drain that runs in another thread. */
    @Override
    void close();
}
