package io.eunomia.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What the kernel tells of a process, proc(5). */
public final class Proc {
    /** USER_HZ is 100 on every architecture that Eunomia runs on. */
    private static final long TICK_NANOS = 10_000_000;

    private Proc() {
    }

    /** CPU time of all living threads in ns, user and system. */
    public static long cpuNanos(long pid) {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                sum += cpuNanos(thread.resolve("schedstat"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    /** CPU time of a process until now in ns, user and system, ended threads included; in steps of a clock tick, 10 ms. */
    public static long cpuNanosToNow(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is a name in parentheses that may contain blanks; utime and stime are the 14th and 15th.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long cpuNanos(Path schedstat) throws IOException {
        try {
            return Long.parseLong(Files.readString(schedstat).split(" ")[0]);
        } catch (NoSuchFileException e) {
            return 0;    // the thread has just ended
        }
    }

    /**
     * Resident memory in KiB.
     *
     * @param all everything that counts as resident
     * @param maps of that, mappings of BPF maps: the trackers' rings
     * @param files of that, pages of files: code, jars, archives; shared with other processes where they use them too
     * @param proportional with shared pages divided by those who share them
     */
    public record Resident(long all, long maps, long files, long proportional) {
    }

    public static Resident resident(long pid) {
        try {
            long all = 0;
            long maps = 0;
            long files = 0;
            long proportional = 0;
            String mapping = "";
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
                String[] words = line.split("\\s+");
                if (!words[0].endsWith(":")) {
                    mapping = words.length > 5 ? words[5] : "";
                } else if (words[0].equals("Rss:")) {
                    long size = Long.parseLong(words[1]);
                    all += size;
                    maps += mapping.contains("bpf-map") || mapping.contains("bpf_ringbuf") ? size : 0;
                    files += mapping.startsWith("/") ? size : 0;
                } else if (words[0].equals("Pss:")) {
                    proportional += Long.parseLong(words[1]);
                }
            }
            return new Resident(all, maps, files, proportional);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> cpuModel() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
