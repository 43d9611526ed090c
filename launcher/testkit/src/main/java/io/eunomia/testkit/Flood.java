package io.eunomia.testkit;

/** A process that makes system calls as fast as it can, and nothing else. Owns it. */
public final class Flood implements AutoCloseable {
    private final Running process = Running.start(new ProcessBuilder("dd", "if=/dev/zero", "of=/dev/null", "bs=1"));

    public String pid() {
        return Long.toString(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
