package io.eunomia.libbpf.ring;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** An epoll instance with a wake-up descriptor (epoll(7), eventfd(2)). */
@ProviderType
public interface Epoll extends AutoCloseable {

    /** Watches {@code fd} for input, level-triggered. @param token returned by {@link #await}, 0 or greater */
    void add(int fd, int token);

    void remove(int fd);

    /**
     * Waits until a descriptor is ready, {@link #wakeUp} is called or the time is over. Each call allocates some hundred bytes,
     * however many descriptors are ready. One thread at a time.
     *
     * @param ready filled with tokens
     * @param timeout zero to poll
     * @return number of tokens; 0 after a wake-up or when time is over
     */
    int await(int[] ready, Duration timeout);

    /** Ends the running {@link #await}, or the next one if none runs. Any thread. */
    void wakeUp();

    @Override
    void close();
}
