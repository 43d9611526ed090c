package io.eunomia.libbpf;

/** While one is open the kernel counts each program's runs and time; closing it ends that, unless another is open. */
public interface RunStatistics extends AutoCloseable {

    @Override
    void close();
}
