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

    /** Descriptors to wait on with {@link Epoll}: one for a ring buffer, one per CPU for a perf event array. */
    int[] fds();

    /**
     * Delivers what is there, oldest first, and gives the memory back to the kernel as it goes. An exception from the
     * handler ends the call after the record that caused it was consumed.
     *
     * @param maxRecords upper bound for one call
     * @return number of records delivered
     */
    int drain(RecordHandler handler, int maxRecords);

    /**
     * Records the kernel says it could not write. Perf buffers count them themselves
     * ({@code PERF_RECORD_LOST}); ring buffers do not: 0, the tracker's own counter tells.
     */
    long lost();

    /** Capacity in bytes, all CPUs together. */
    long capacityBytes();

    /** Highest number of unread bytes seen at the start of a {@link #drain}. */
    long highestFillBytes();

    /** Unmaps. Must not be called while another thread drains. */
    @Override
    void close();
}
