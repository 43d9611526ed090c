package io.eunomia.libbpf;

import java.io.InputStream;
import java.nio.file.Path;
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

    /**
     * Pins what is attached, so that it stays attached when this process ends. {@link Libbpf#adopt} takes it over from there.
     *
     * @param folder an empty folder of a BPF file system; its owner removes the pins in it
     * @throws UnsupportedFeatureException when the kernel keeps no such attachment beyond the process that made it
     * @throws BpfException when it cannot be pinned for another reason; pins that were made stay for the folder's owner
     */
    void pin(Path folder);

    /**
     * Closes this process's descriptors without detaching. Once {@link #pin pinned}, the program goes on to run; else the
     * kernel detaches it, now or when the process ends. {@link #close} then does nothing.
     */
    void leave();

    @Override
    void close();
}
