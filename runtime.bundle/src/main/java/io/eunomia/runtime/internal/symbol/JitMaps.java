package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.kernel.Processes.FoundFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Reads {@code /tmp/perf-PID.map} as a process sees it. Anybody may write to {@code /tmp}, so the file must belong to the process's user
 * or to root. Any thread.
 */
final class JitMaps {
    /** Of a larger file only the end is read, where the newest entries are. */
    static final long MOST_BYTES = 8 << 20;

    private final Path proc;
    private final Processes processes;
    private final FunctionCache cache;

    JitMaps(Path proc, Processes processes, FunctionCache cache) {
        this.proc = proc;
        this.processes = processes;
        this.cache = cache;
    }

    /**
     * The map of a process at one time.
     *
     * @param key its content's; null if there is no map
     * @param cut whether only its end is read
     */
    record Map(FileKey key, Functions functions, boolean cut) {
        static final Map NONE = new Map(null, JitFunctions.NONE, false);
    }

    /** Reads the map. @param former returned if nothing has changed @throws IOException when there is none that counts */
    Map read(int pid, Map former) throws IOException {
        Path folder = proc.resolve(Integer.toString(pid));
        ProcessStatus status = ProcessStatus.read(folder);
        try (FoundFile file = processes.find(folder.resolve("root"), "/tmp/perf-" + status.innerPid() + ".map")) {
            FileKey key = FileKey.of(file.path());
            if (key.owner() != 0 && key.owner() != status.user()) {
                throw new FileSystemException("/tmp/perf-" + status.innerPid() + ".map", null, "it belongs to another user than the process");
            }
            if (key.equals(former.key())) {
                return former;
            }
            Functions known = cache.get(key);
            return new Map(key, known != null ? known : cache.put(key, read(file.path())), key.size() > MOST_BYTES);
        }
    }

    private static JitFunctions read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long skipped = Math.max(0, channel.size() - MOST_BYTES);
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(skipped)), 1 << 16);
            if (skipped > 0) {
                // What is left of the line in which the reading begins is no entry.
                for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                    continue;
                }
            }
            return JitFunctions.read(in);
        }
    }
}
