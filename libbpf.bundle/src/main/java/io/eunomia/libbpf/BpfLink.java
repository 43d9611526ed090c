package io.eunomia.libbpf;

import org.osgi.annotation.versioning.ProviderType;

/** An attachment. Closing it detaches the program; it may take tens of ms for perf-event tracepoints (RCU). */
@ProviderType
public interface BpfLink extends AutoCloseable {

    String program();

    /** Where it is attached, in the words of {@link AttachPoint#toString()}. */
    AttachPoint point();

    int fd();

    @Override
    void close();
}
