package io.eunomia.libbpf.internal.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises containers and virtual machines by the marks they leave. */
final class HostKind {
    /** Names of containers by a part of process 1's cgroup path. */
    private static final Map<String, String> CGROUPS = Map.of("kubepods", "kubernetes", "docker", "docker", "libpod",
            "podman", "lxc", "lxc", "containerd", "containerd");
    /** Names of virtual machines by the beginning of /sys/class/dmi/id/sys_vendor. */
    private static final Map<String, String> VENDORS = Map.of("QEMU", "qemu", "VMware", "vmware", "innotek GmbH",
            "virtualbox", "Microsoft Corporation", "hyper-v", "Amazon EC2", "amazon ec2", "Google", "google cloud",
            "Xen", "xen");

    private HostKind() {
    }

    /** The host's kind, for example {@code docker} or {@code podman on qemu}; empty for bare metal. */
    static Optional<String> name(SystemFiles files) {
        List<String> kinds = Stream.of(container(files), machine(files)).flatMap(Optional::stream).toList();
        return kinds.isEmpty() ? Optional.empty() : Optional.of(String.join(" on ", kinds));
    }

    private static Optional<String> container(SystemFiles files) {
        Optional<String> told = files.text("/run/systemd/container")
                .or(() -> files.text("/proc/1/environ").flatMap(HostKind::environment));
        if (told.isPresent()) {
            return told;
        }
        if (files.exists("/run/.containerenv")) {
            return Optional.of("podman");
        }
        if (files.exists("/.dockerenv")) {
            return Optional.of("docker");
        }
        String cgroups = files.text("/proc/1/cgroup").orElse("");
        return CGROUPS.entrySet().stream().filter(mark -> cgroups.contains(mark.getKey())).map(Map.Entry::getValue)
                .sorted().findFirst();
    }

    /** The container by the variable {@code container}, which systemd-nspawn, LXC and podman set for process 1. */
    private static Optional<String> environment(String variables) {
        return Stream.of(variables.split("\0")).filter(variable -> variable.startsWith("container="))
                .map(variable -> variable.substring("container=".length())).filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static Optional<String> machine(SystemFiles files) {
        if (files.text("/proc/sys/kernel/osrelease").orElse("").contains("microsoft")) {
            return Optional.of("wsl");
        }
        Optional<String> xen = files.text("/sys/hypervisor/type");
        if (xen.isPresent()) {
            return xen;
        }
        String vendor = files.text("/sys/class/dmi/id/sys_vendor").orElse("");
        Optional<String> known = VENDORS.entrySet().stream().filter(entry -> vendor.startsWith(entry.getKey()))
                .map(Map.Entry::getValue).findFirst();
        return known.or(() -> hypervisorFlag(files) ? Optional.of("a virtual machine") : Optional.empty());
    }

    private static boolean hypervisorFlag(SystemFiles files) {
        return files.lines("/proc/cpuinfo").stream().filter(line -> line.startsWith("flags")).findFirst()
                .map(line -> (line + " ").contains(" hypervisor ")).orElse(false);
    }
}
