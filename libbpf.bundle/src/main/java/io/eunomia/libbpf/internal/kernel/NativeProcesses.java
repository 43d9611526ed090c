package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import io.eunomia.libbpf.kernel.Processes;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Finds files by openat2(2) and signals by pidfd_send_signal(2). */
public final class NativeProcesses implements Processes {
    // From include/uapi/asm-generic/fcntl.h and include/uapi/linux/openat2.h.
    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;
    private static final long RESOLVE_IN_ROOT = 0x10;
    /** {@code struct open_how}: flags, mode and resolve. */
    private static final int OPEN_HOW = 24;

    private final LibC c;

    public NativeProcesses(LibC c) {
        this.c = c;
    }

    @Override
    public FoundFile find(Path root, String path) throws IOException {
        int folder = checked(c.open(root.toString(), O_PATH | O_CLOEXEC), root.toString());
        try {
            ByteBuffer how = NativeMemory.allocate(OPEN_HOW).putLong(0, O_PATH | O_CLOEXEC).putLong(16, RESOLVE_IN_ROOT);
            ByteBuffer name = NativeMemory.string(path);
            int file = checked(SystemCalls.OPENAT2.call(c, folder, NativeMemory.address(name), NativeMemory.address(how),
                    OPEN_HOW, 0), root + path);
            Reference.reachabilityFence(how);
            Reference.reachabilityFence(name);
            return new Found(c, file, new AtomicBoolean());
        } finally {
            c.close(folder);
        }
    }

    @Override
    public boolean signal(int pid, int signal, BooleanSupplier allowed) throws IOException {
        int process = checked(SystemCalls.PIDFD_OPEN.call(c, pid, 0, 0, 0, 0), "process " + pid);
        try {
            if (!allowed.getAsBoolean()) {
                return false;
            }
            checked(SystemCalls.PIDFD_SEND_SIGNAL.call(c, process, signal, 0, 0, 0), "process " + pid);
            return true;
        } finally {
            c.close(process);
        }
    }

    private static int checked(long result, String subject) throws IOException {
        if (result < 0) {
            int errno = ReturnCodes.lastErrno();
            if (errno == Errno.ENOENT) {
                throw new NoSuchFileException(subject);
            }
            throw new FileSystemException(subject, null, Errno.name(errno));
        }
        return (int) result;
    }

    private record Found(LibC c, int descriptor, AtomicBoolean closed) implements FoundFile {
        @Override
        public Path path() {
            return Path.of("/proc/self/fd/" + descriptor);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                c.close(descriptor);
            }
        }
    }
}
