package io.eunomia.bench.events;

/** A subject that is attached and reads. Owns its processes. */
interface Session extends AutoCloseable {

    /** The process whose CPU time counts. */
    long pid();

    /** How far it is. */
    Counts counts();

    /** At most so many events that it has read may still lie in its own buffer for output, where nobody sees them. */
    default long buffered() {
        return 0;
    }

    /**
     * @param read events that reached the end of the way that is measured
     * @param lost on that way, in the kernel and after it
     */
    record Counts(long read, long lost) {
        long all() {
            return read + lost;
        }
    }

    @Override
    void close();
}
