package io.eunomia.runtime.internal.stream;

/** Something the {@link EventLoop} waits for. */
interface EventSource {

    /** Descriptors that become readable when there is something to read. */
    int[] fds();

    /** Returned by {@link #ready}: call again when a descriptor is readable. */
    long WAIT = Long.MAX_VALUE;

    /**
     * Reads a bounded part of what is there; called on the loop's thread, also now and then without need.
     *
     * @return {@link #WAIT}, or after how many ns to call again, readable or not
     */
    long ready();
}
