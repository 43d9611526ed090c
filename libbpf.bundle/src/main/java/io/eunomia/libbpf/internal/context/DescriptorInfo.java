package io.eunomia.libbpf.internal.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads /proc/self/fdinfo of a program's or map's descriptor (kernel/bpf/syscall.c, show_fdinfo). */
public final class DescriptorInfo {
    private static final String MEMLOCK = "memlock:";

    private DescriptorInfo() {
    }

    /** Kernel memory in bytes, or -1 if the kernel does not tell. */
    public static long memoryBytes(int fd) {
        try {
            return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream()
                    .filter(line -> line.startsWith(MEMLOCK))
                    .mapToLong(line -> Long.parseLong(line.substring(MEMLOCK.length()).strip())).findFirst().orElse(-1);
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
