package io.eunomia.libbpf.internal.memory;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Releases memory of the files that the JVM maps: its library, its modules, class archives. A start touches nearly all of
 * them, a daemon at rest very little.
 */
public final class JavaFiles {
    /** include/uapi/asm-generic/mman-common.h */
    private static final int MADV_DONTNEED = 4;

    private final LibC c;

    public JavaFiles(LibC c) {
        this.c = c;
    }

    /**
     * Drops the pages of these files from this process (madvise(2), MADV_DONTNEED). They stay in the page cache: a page that is
     * touched comes back from there at the cost of a fault, and the kernel may take the rest when it needs memory. Only
     * unchanged pages of read-only mappings are dropped, and only of files that the JVM never unmaps: so the address that was
     * read from /proc still belongs to that file, and nobody can have changed the pages.
     *
     * @return the number of dropped bytes that were resident; 0 where this cannot be done
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
