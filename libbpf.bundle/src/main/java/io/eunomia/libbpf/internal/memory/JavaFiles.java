package io.eunomia.libbpf.internal.memory;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files the JVM maps: its library, its modules, archives of classes. A start touches nearly all of them, a daemon at
 * rest little.
 */
public final class JavaFiles {
    /** include/uapi/asm-generic/mman-common.h */
    private static final int MADV_DONTNEED = 4;

    private final LibC c;

    public JavaFiles(LibC c) {
        this.c = c;
    }

    /**
     * Takes their pages out of this process (madvise(2), MADV_DONTNEED). They stay in the page cache: what is touched
     * again comes back from there at the cost of a fault, and the kernel may take the rest when it needs memory.
     * Nothing but unchanged pages of read-only mappings is taken, of files that the JVM never unmaps: what lies at an
     * address read from /proc is still that file, and nobody can have changed it.
     *
     * @return bytes that were resident; 0 where this cannot be done
     */
    public long release() {
        int pageSize = c.getpagesize();
        long released = 0;
        try (PageMap pages = PageMap.open(pageSize)) {
            for (Mapping mapping : mappings()) {
                for (PageMap.Run run : pages.unchanged(mapping)) {
                    if (SystemCalls.MADVISE.call(c, run.start(), run.end() - run.start(), MADV_DONTNEED, 0, 0) == 0) {
                        released += (long) run.resident() * pageSize;
                    }
                }
            }
        } catch (IOException e) {
            // A kernel without CONFIG_PROC_PAGE_MONITOR has no such file.
            return released;
        }
        return released;
    }

    private static List<Mapping> mappings() throws IOException {
        String home = Path.of(System.getProperty("java.home")).toRealPath() + "/";
        List<Mapping> all = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            Mapping.parse(line).filter(mapping -> !mapping.isWritable() && isJava(mapping.file(), home)).ifPresent(all::add);
        }
        return all;
    }

    private static boolean isJava(String file, String home) {
        return file.startsWith(home) || file.endsWith(".jsa") || file.endsWith(".aot");
    }
}
