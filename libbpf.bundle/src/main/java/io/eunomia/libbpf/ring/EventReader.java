package io.eunomia.libbpf.ring;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads one ring buffer map or perf event array from mapped memory. One thread at a time may drain; the counters may
 * be read from any thread. Owned by who opened it.
 */
@ProviderType
public interface EventReader extends AutoCloseable {

    /** Name of the map it reads. */
    String map();

    /**
     * Descriptors to wait on with {@link Epoll}: one for a ring buffer, one per CPU for a perf event array. To be
     * removed from there before the reader is closed.
     */
    int[] fds();

    /**
     * Delivers what is there, oldest first (of each CPU, for a perf event array: between CPUs there is no order), and
     * gives the memory back to the kernel as it goes. An exception from the handler ends the call after the record
     * that caused it was consumed. Makes no garbage and no system call; one native
     * call copies many records.
     *
     * <p>Wait on {@link #fds} only after a call that returned less than {@code maxRecords}: perf events announce what
     * they hold only once. To drain to the end, call until 0 is returned.
     *
     * @param handler called on this thread; it may close this reader, which then happens when the call ends, but not
     *     drain it
     * @param maxRecords upper bound for one call
     * @return number of records delivered
     * @throws IllegalStateException after {@link #close}
     * @throws io.eunomia.libbpf.BpfException when another process or reader takes records from the same ring buffer
     */
    int drain(RecordHandler handler, int maxRecords);

    /**
     * As {@link #drain}, by a reader that will look again soon, of itself. The kernel is kept from waking anybody for a
     * ring buffer meanwhile, which costs producers and reader more than an event itself: the last record read is given
     * back by a later call only. Call {@link #drain} before waiting on {@link #fds} again.
     */
    int drainQuietly(RecordHandler handler, int maxRecords);

    /**
     * Records the kernel says it could not write. Perf buffers count them themselves, exactly since Linux 6.0; before,
     * a loss is told with the next record that fits ({@code PERF_RECORD_LOST}). Ring buffers do not: 0, the tracker's
     * own counter tells. Keeps its last value after {@link #close}. May make a system call per CPU.
     */
    long lost();

    /** Capacity in bytes, all CPUs together. */
    long capacityBytes();

    /** Unread bytes at the start of the last drain; to be asked by the thread that drains. */
    long lastFillBytes();

    /** Highest number of unread bytes seen at the start of a {@link #drain}. */
    long highestFillBytes();

    /** Unmaps; what was not drained is gone. Waits for a drain that runs in another thread. */
    @Override
    void close();
}
