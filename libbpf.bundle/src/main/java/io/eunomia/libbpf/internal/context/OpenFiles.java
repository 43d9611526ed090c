package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What to say when a process or a host has as many files open as it may. */
public final class OpenFiles {
    private static final String SOFT = "Max open files";

    private OpenFiles() {
    }

    /** @param errno positive; @return empty for other errnos */
    public static String hint(int errno) {
        if (errno == Errno.ENFILE) {
            return "the host has as many files open as fs.file-max allows: raise it with sysctl";
        }
        return errno == Errno.EMFILE ? "this process has " + open() + " files open and may have " + limit()
                + " (RLIMIT_NOFILE): raise it with ulimit -n, or LimitNOFILE= of the unit" : "";
    }

    private static String open() {
        // Listing the folder needs a descriptor itself, which there may not be.
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return Long.toString(all.count());
        } catch (IOException e) {
            return "all its";
        }
    }

    private static String limit() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith(SOFT)).map(line -> line.substring(SOFT.length()).strip()
                    .split("\\s+")[0]).findFirst().orElse("no more");
        } catch (IOException e) {
            return "no more";
        }
    }
}
