package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Explains failures that come from the limit of open files of a process or of the host. */
public final class OpenFiles {
    private static final String PROCESS_LIMIT = "RLIMIT_NOFILE";
    private static final String HOST_LIMIT = "fs.file-max";
    private static final String SOFT = "Max open files";

    private OpenFiles() {
    }

    /** @param errno positive; @return empty for other errnos */
    public static String hint(int errno) {
        if (errno == Errno.ENFILE) {
            return "the host has as many files open as " + HOST_LIMIT + " allows: raise it with sysctl";
        }
        return errno == Errno.EMFILE ? "this process has " + open() + " files open and may have " + limit()
                + " (" + PROCESS_LIMIT + "): raise it with ulimit -n, or LimitNOFILE= of the unit" : "";
    }

    /** The hint with this one added if it lacks it: whatever the operation was, only a higher limit of open files helps. */
    public static String named(int errno, String hint) {
        String given = hint == null ? "" : hint;
        String files = hint(errno);
        boolean there = files.isEmpty() || given.contains(PROCESS_LIMIT) || given.contains(HOST_LIMIT);
        return there ? given : given.isEmpty() ? files : given + "; " + files;
    }

    private static String open() {
        // Listing the folder itself needs a descriptor, and there may be none left.
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
