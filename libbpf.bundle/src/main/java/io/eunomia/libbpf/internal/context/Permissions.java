package io.eunomia.libbpf.internal.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads from /proc/self/status what this process may do; asked only to explain a failure. */
public final class Permissions {
    private static final String EFFECTIVE = "CapEff:";
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_BPF = 39;

    private Permissions() {
    }

    /** Tells whether the kernel would let this process use bpf(2) at all. */
    public static boolean mayUseBpf() {
        long set = effective();
        return (set >>> CAP_SYS_ADMIN & 1) != 0 || (set >>> CAP_BPF & 1) != 0;
    }

    /** Explains why bpf(2) answers EPERM or EACCES, and tells the remedy. */
    public static String denial() {
        return mayUseBpf() ? "this process may use BPF, so the kernel's policy refuses it: lockdown, a security"
                + " module, seccomp, or a capability that this kind needs besides CAP_BPF (CAP_PERFMON for tracing,"
                + " CAP_NET_ADMIN for networks)"
                : "this process may not use BPF: run it as root, or with CAP_BPF and CAP_PERFMON (and CAP_NET_ADMIN"
                + " for networks)";
    }

    private static long effective() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(EFFECTIVE))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
                    .findFirst().orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
