package io.eunomia.libbpf;

/** A request to count runs: the kernel counts each program's runs and time until the last open request is closed. */
public interface RunStatistics extends AutoCloseable {

    @Override
    void close();
}
