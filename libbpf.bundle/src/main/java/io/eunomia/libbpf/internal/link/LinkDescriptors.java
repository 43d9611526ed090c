package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.ProgramInfo;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Closes the descriptors of a link of libbpf without detaching it. libbpf itself can only detach, which for a perf event also
 * disables the event, or leave the descriptors open. It does not tell the descriptor of the perf event beside that of the
 * link, so the kernel is asked which program each perf event of this process runs.
 */
final class LinkDescriptors {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final String PERF_EVENT = "anon_inode:[perf_event]";

    private final NativeContext context;
    private final int program;

    /** @param programFd of the program that the link runs */
    LinkDescriptors(NativeContext context, int programFd, String name) {
        this.context = context;
        this.program = ProgramInfo.read(context, programFd, name).id();
    }

    /** @param link {@code struct bpf_link *}, which is freed */
    void close(long link) {
        int fd = context.bpf().bpf_link__fd(link);
        context.bpf().bpf_link__disconnect(link);
        context.bpf().bpf_link__destroy(link);
        if (fd >= 0) {
            context.c().close(fd);
        }
        closePerfEvents();
    }

    private void closePerfEvents() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path file : files) {
                int fd = Integer.parseInt(file.getFileName().toString());
                if (isPerfEvent(file) && programOf(fd) == program) {
                    context.c().close(fd);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPerfEvent(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().equals(PERF_EVENT);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the id of the program that a perf event runs; 0 when it runs none. */
    private int programOf(int fd) {
        ByteBuffer results = NativeMemory.allocate(5 * Long.BYTES);
        long address = NativeMemory.address(results);
        int result = context.bpf().bpf_task_fd_query((int) ProcessHandle.current().pid(), fd, 0, 0, address,
                address + 8, address + 16, address + 24, address + 32);
        return result < 0 ? 0 : results.getInt(8);
    }
}
