package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.btf.KernelFactCache;
import java.util.Optional;

/**
 * What was found to work since the machine was booted, by a process with the same rights. A probe attaches a program, and
 * taking one away from a tracepoint again makes its caller wait for a grace period of the kernel. Only what works: a lack may have
 * been mended, and what stopped working is met when a program is loaded. Any thread.
 */
final class ProbeCache {
    private final KernelFactCache answers;
    private final String situation;

    private ProbeCache(KernelFactCache answers, String situation) {
        this.answers = answers;
        this.situation = situation;
    }

    /** @param lockdown the kernel's mode, see lockdown in kernel_lockdown(7) */
    static ProbeCache of(KernelFactCache answers, SystemFiles files, Privileges privileges, String lockdown) {
        Optional<String> boot = files.text("/proc/sys/kernel/random/boot_id");
        Optional<String> capabilities = files.field("/proc/self/status", "CapEff");
        // Where rights are cut down in ways that cannot be told apart, each process finds out for itself.
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
