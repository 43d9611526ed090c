package io.eunomia.libbpf;

import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The attachment of a program to a hook. Closing it detaches the program, which may take tens of ms for perf-event
 * tracepoints because the kernel waits for an RCU grace period.
 */
@ProviderType
public interface BpfLink extends AutoCloseable {

    String program();

    /** The place that the program is attached to; {@link AttachPoint#toString()} writes it for people. */
    AttachPoint point();

    /** File descriptor of the link, valid until closed; -1 where the kernel has no link object for this kind of attachment. */
    int fd();

    /**
     * Runs an iterator program once over everything it iterates over.
     *
     * @return the program's output, produced by the kernel as it is read; owned by the caller
     * @throws BpfException when the attached program is not an iterator
     */
    InputStream openIterator();

    @Override
    void close();
}
