package io.eunomia.runtime.internal.stream;

/** A source of records that the {@link EventLoop} waits for. */
interface EventSource {

    /** Returns the descriptors that become readable when there is something to read. */
    int[] fds();

    /** The result of {@link #ready} that asks to be called again only when a descriptor is readable. */
    long WAIT = Long.MAX_VALUE;

    /**
     * Reads a bounded part of what is there; called on the loop's thread, also now and then without need.
     *
     * @return {@link #WAIT}, or after how many ns to call again, readable or not
     */
    long ready();
}
