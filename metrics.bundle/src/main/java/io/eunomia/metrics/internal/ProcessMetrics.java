package io.eunomia.metrics.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The process itself, by the names that Prometheus' client libraries give. */
final class ProcessMetrics {
    private static final Path SELF = Path.of("/proc/self");
    private static final int KIB = 1024;

    private ProcessMetrics() {
    }

    static void add(String version, Families to) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        info.startInstant().ifPresent(start -> to.gauge("process_start_time_seconds", "When the process began, in seconds since 1970",
                start.toEpochMilli() / 1e3));
        info.totalCpuDuration().map(Duration::toNanos).ifPresent(nanos -> to.counter("process_cpu_seconds", "Processor time of the process", nanos / 1e9));
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            to.gauge("process_open_fds", "Open file descriptors", open.count());
            for (String line : Files.readAllLines(SELF.resolve("status"))) {
                status(line.split("\\s+"), to);
            }
        } catch (IOException e) {
            // What the process is not told about itself is left out.
            return;
        }
        Runtime runtime = Runtime.getRuntime();
        to.gauge("jvm_memory_used_bytes", "Used memory of the virtual machine", runtime.totalMemory() - runtime.freeMemory(), "area", "heap");
        to.gauge("eunomia_build_info", "The version, of Eunomia and of Java", 1, "version", version, "java", System.getProperty("java.version"));
    }

    private static void status(String[] words, Families to) {
        if (words.length > 1 && words[0].equals("VmRSS:")) {
            to.gauge("process_resident_memory_bytes", "Resident memory", Double.parseDouble(words[1]) * KIB);
        } else if (words.length > 1 && words[0].equals("Threads:")) {
            to.gauge("process_threads", "Threads", Double.parseDouble(words[1]));
        }
    }
}
