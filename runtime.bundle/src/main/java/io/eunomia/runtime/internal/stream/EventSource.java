package io.eunomia.runtime.internal.stream;

/** Something the {@link EventLoop} waits for. */
interface EventSource {

    /** Descriptors that become readable when there is something to read. */
    int[] fds();

    /** Reads a bounded part of what is there; called on the loop's thread, also now and then without need. */
    void ready();
}
