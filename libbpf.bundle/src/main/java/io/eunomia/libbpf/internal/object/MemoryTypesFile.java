package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A BTF section as a file in memory (memfd_create(2)), which libbpf opens by its path. Owns the descriptor. */
final class MemoryTypesFile implements AutoCloseable {
    /** MFD_CLOEXEC of include/uapi/linux/memfd.h. */
    private static final int CLOSE_ON_EXEC = 1;

    private final LibC c;
    private final int fd;
    private boolean closed;

    private MemoryTypesFile(LibC c, int fd) {
        this.c = c;
        this.fd = fd;
    }

    /** @return empty when the file cannot be made, or not be found by its path, as without /proc */
    static Optional<MemoryTypesFile> of(LibC c, byte[] section) {
        ByteBuffer name = NativeMemory.string("eunomia-btf");
        int fd = (int) SystemCalls.MEMFD_CREATE.call(c, NativeMemory.address(name), CLOSE_ON_EXEC, 0, 0, 0);
        Reference.reachabilityFence(name);
        if (fd < 0) {
            return Optional.empty();
        }
        MemoryTypesFile file = new MemoryTypesFile(c, fd);
        boolean whole = c.write(fd, section, section.length) == section.length;
        if (!whole || !Files.exists(Path.of(file.path()))) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(file);
    }

    /** The path, valid in this process only and until this is closed. */
    String path() {
        return "/proc/self/fd/" + fd;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            c.close(fd);
        }
    }
}
