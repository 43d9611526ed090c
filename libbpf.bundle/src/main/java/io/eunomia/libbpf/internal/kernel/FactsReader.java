package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.ffi.CpuList;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.kernel.KernelFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link KernelFacts} from /proc and /sys, anew each time because mounts and limits change. */
final class FactsReader {
    private static final List<String> SYSCTLS = List.of("kernel.bpf_stats_enabled",
            "kernel.unprivileged_bpf_disabled", "net.core.bpf_jit_enable", "kernel.perf_event_paranoid",
            "kernel.perf_event_mlock_kb", "kernel.perf_event_max_sample_rate", "kernel.kptr_restrict");
    private static final Map<String, String> RLIMITS = Map.of("Max locked memory", "RLIMIT_MEMLOCK",
            "Max open files", "RLIMIT_NOFILE");

    private final SystemFiles files;
    private final boolean typesGiven;
    private final SecurityFileSystem security;

    /** @param typesGiven true when types were given, so that there are some even if the kernel shows none */
    FactsReader(LibC c, SystemFiles files, boolean typesGiven) {
        this.files = files;
        this.typesGiven = typesGiven;
        this.security = new SecurityFileSystem(c, files);
    }

    KernelFacts read() {
        MountTable mounts = new MountTable(files);
        return new KernelFacts(files.text("/proc/sys/kernel/osrelease").orElse(""), architecture(),
                typesGiven || Files.isReadable(files.path("/sys/kernel/btf/vmlinux")), mounts.find("tracefs").map(Path::toString),
                mounts.find("bpf").map(Path::toString), mounts.find("cgroup2").map(Path::toString),
                files.field("/proc/self/status", "CapEff").map(Capabilities::decode).orElse(List.of()), lockdown(),
                CpuList.possible().length, CpuList.online().length, limits(), HostKind.name(files));
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** The active lockdown mode, which the file marks: {@code none [integrity] confidentiality}. */
    String lockdown() {
        String modes = security.read("lockdown").orElse("");
        int start = modes.indexOf('[');
        int end = modes.indexOf(']', start + 1);
        if (start >= 0 && end > start) {
            return modes.substring(start + 1, end);
        }
        return security.read("lsm").isPresent() ? "none" : "unknown";
    }

    /** The names of the active security modules, in order; empty when they cannot be read. */
    List<String> securityModules() {
        return security.read("lsm").map(names -> List.of(names.split(","))).orElse(List.of());
    }

    private Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        for (String line : files.lines("/proc/self/limits")) {
            RLIMITS.forEach((start, name) -> {
                if (line.startsWith(start)) {
                    // Columns: name, soft limit, hard limit, unit.
                    limits.put(name, line.substring(start.length()).strip().split("\\s+")[0]);
                }
            });
        }
        for (String name : SYSCTLS) {
            files.text("/proc/sys/" + name.replace('.', '/')).ifPresent(value -> limits.put(name, value));
        }
        return limits;
    }
}
