package io.eunomia.libbpf.ring;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** One epoll instance with a wake-up descriptor (epoll(7), eventfd(2)). */
@ProviderType
public interface Epoll extends AutoCloseable {

    /** Watches {@code fd} for input, level-triggered. @param token returned by {@link #await}, 0 or greater */
    void add(int fd, int token);

    void remove(int fd);

    /**
     * Waits until a descriptor is ready, {@link #wakeUp} is called or the time is over. Makes some hundred bytes of
     * garbage, however many descriptors are ready. One thread at a time.
     *
     * @param ready filled with tokens
     * @param timeout zero to poll
     * @return number of tokens; 0 after a wake-up or when time is over
     */
    int await(int[] ready, Duration timeout);

    /** Ends a running or the next {@link #await}. Any thread. */
    void wakeUp();

    @Override
    void close();
}
