package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.btf.KernelFactCache;
import java.util.Optional;

/**
 * Remembers which features were found to work since the machine was booted, by a process with the same privileges. A probe
 * attaches a program, and detaching it from a tracepoint makes the caller wait for a grace period of the kernel. Only
 * successes are kept: a lack may have been mended since, and a feature that stopped working shows when a program is loaded.
 * Any thread.
 */
final class ProbeCache {
    private final KernelFactCache answers;
    private final String situation;

    private ProbeCache(KernelFactCache answers, String situation) {
        this.answers = answers;
        this.situation = situation;
    }

    /** @param lockdown the kernel's mode, see lockdown in kernel_lockdown(7) */
    static ProbeCache of(KernelFactCache answers, SystemFiles files, ProcessPrivileges privileges, String lockdown) {
        Optional<String> boot = files.text("/proc/sys/kernel/random/boot_id");
        Optional<String> capabilities = files.field("/proc/self/status", "CapEff");
        // Restrictions such as filters cannot be told apart, so under any of them each process probes for itself.
        boolean plain = privileges.initialUserNamespace() && !privileges.filtered();
        return new ProbeCache(answers, boot.isEmpty() || capabilities.isEmpty() || !plain ? ""
                : boot.get() + ' ' + capabilities.get() + ' ' + lockdown);
    }

    boolean succeeded(Enum<?> probe) {
        return !situation.isEmpty() && answers.isNoted(fact(probe));
    }

    void note(Enum<?> probe) {
        if (!situation.isEmpty()) {
            answers.note(fact(probe));
        }
    }

    private String fact(Enum<?> probe) {
        return probe.getDeclaringClass().getSimpleName() + ' ' + probe.name() + ' ' + situation;
    }
}
