package io.eunomia.libbpf.internal.kernel;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The privileges of this process. They help to tell a kernel that lacks a feature from one that refuses it to us.
 *
 * @param capabilities effective ones
 * @param initialUserNamespace true when they count outside a container's own user namespace
 * @param filtered true when a seccomp filter may refuse system calls
 */
record ProcessPrivileges(Set<String> capabilities, boolean initialUserNamespace, boolean filtered) {
    private static final String ADMIN = "CAP_SYS_ADMIN";

    ProcessPrivileges(Collection<String> capabilities, boolean initialUserNamespace, boolean filtered) {
        this(Set.copyOf(capabilities), initialUserNamespace, filtered);
    }

    ProcessPrivileges {
        capabilities = Set.copyOf(capabilities);
    }

    static ProcessPrivileges of(SystemFiles files) {
        String status = "/proc/self/status";
        // The initial namespace maps all ids to themselves (user_namespaces(7)).
        boolean initial = files.text("/proc/self/uid_map")
                .map(map -> map.strip().replaceAll("\\s+", " ").equals("0 0 4294967295")).orElse(true);
        return new ProcessPrivileges(files.field(status, "CapEff").map(Capabilities::decode).orElse(List.of()), initial,
                !files.field(status, "Seccomp").orElse("0").equals("0"));
    }

    /**
     * Tells why a refusal does not prove that the kernel lacks the feature, and the remedy; empty if it does prove it.
     *
     * @param needed capabilities; CAP_SYS_ADMIN stands for each of them
     */
    Optional<String> remedy(Collection<String> needed) {
        List<String> missing = capabilities.contains(ADMIN) ? List.of()
                : needed.stream().filter(one -> !capabilities.contains(one)).toList();
        if (!missing.isEmpty()) {
            return Optional.of("needs " + String.join(", ", missing) + ": run as root, or give the process these"
                    + " capabilities (systemd: AmbientCapabilities=" + String.join(" ", missing) + ")");
        }
        if (!initialUserNamespace) {
            return Optional.of("needs " + String.join(", ", needed) + " in the initial user namespace: run on the host,"
                    + " or in a container without a user namespace of its own");
        }
        return Optional.empty();
    }
}
