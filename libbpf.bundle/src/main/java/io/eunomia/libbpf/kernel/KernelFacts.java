package io.eunomia.libbpf.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts about the running kernel and this process that can be read without probing.
 *
 * @param release as {@code uname -r}
 * @param architecture as {@code uname -m}
 * @param btf true when /sys/kernel/btf/vmlinux is readable, or types were given in its place
 * @param tracefs mount point, if mounted
 * @param bpffs mount point, if mounted
 * @param cgroup2 mount point, if mounted
 * @param capabilities effective capabilities of this process, e.g. {@code CAP_BPF}
 * @param lockdown active mode of /sys/kernel/security/lockdown, {@code none} when the kernel has none,
 *     {@code unknown} when that cannot be read
 * @param possibleCpus number of possible CPUs, the size of per-CPU values
 * @param onlineCpus number of online CPUs
 * @param limits named limits in the kernel's units, e.g. {@code RLIMIT_MEMLOCK}, {@code kernel.bpf_stats_enabled},
 *     {@code kernel.unprivileged_bpf_disabled}, {@code net.core.bpf_jit_enable}, {@code kernel.perf_event_paranoid}
 * @param container name of the container or virtualisation when one is recognised, for example
 *     {@code podman on qemu}
 */
public record KernelFacts(String release, String architecture, boolean btf, Optional<String> tracefs,
        Optional<String> bpffs, Optional<String> cgroup2, List<String> capabilities, String lockdown,
        int possibleCpus, int onlineCpus, Map<String, String> limits, Optional<String> container) {

    public KernelFacts {
        capabilities = List.copyOf(capabilities);
        limits = Map.copyOf(limits);
    }

    /** Major times 1000 plus minor, for example 6012 for 6.12.3; 0 when the release cannot be read. */
    public int versionCode() {
        String[] parts = release.split("[^0-9]+", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return 0;
        }
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }
}
