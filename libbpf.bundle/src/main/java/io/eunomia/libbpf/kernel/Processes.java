package io.eunomia.libbpf.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ProviderType;

/** What this process does with other processes that Java has no calls for. Any thread. */
@ProviderType
public interface Processes {

    /** A file that was found but not opened, so that neither a named pipe nor a device notices. Owned by the caller. */
    @ProviderType
    interface FoundFile extends AutoCloseable {

        /** Returns a path that leads to this very file until it is closed, whatever happens to the one it was found by. */
        Path path();

        @Override
        void close();
    }

    /**
     * Finds a file as a process with another root folder does: links, also absolute ones, and {@code ..} do not lead out of it.
     *
     * @param root the folder, such as {@code /proc/42/root}
     * @throws IOException when there is no such file, or the kernel is older than 5.6
     */
    FoundFile find(Path root, String path) throws IOException;

    /**
     * Sends a signal to a process, and surely to no other that has got its number since.
     *
     * @param allowed asked when the process is held, so that its number cannot be given again
     * @return whether it was allowed
     * @throws IOException when there is no such process, or this one may not
     */
    boolean signal(int pid, int signal, BooleanSupplier allowed) throws IOException;
}
