package io.eunomia.libbpf;

import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** An attachment. Closing it detaches the program; it may take tens of ms for perf-event tracepoints (RCU). */
@ProviderType
public interface BpfLink extends AutoCloseable {

    String program();

    /** Where it is attached, in the words of {@link AttachPoint#toString()}. */
    AttachPoint point();

    /** Descriptor of the link, or -1 where the kernel knows no such object; valid until closed. */
    int fd();

    /**
     * Runs an iterator program once over everything it iterates over.
     *
     * @return what the program writes, made as it is read; owned by the caller
     * @throws BpfException when this is not the link of an iterator
     */
    InputStream openIterator();

    @Override
    void close();
}
