package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.btf.KernelFactCache;

/**
 * Remembers which features were found to work. A probe attaches a program, and detaching it from a tracepoint makes the caller
 * wait for a grace period of the kernel. Only successes are kept: a lack may have been mended since, and a feature that stopped
 * working shows when a program is loaded. Any thread.
 *
 * @param plain whether the process has the rights that its capabilities tell. Restrictions such as filters cannot be told
 *     apart, so under any of them each process probes for itself.
 */
record ProbeCache(KernelFactCache answers, boolean plain) {

    static ProbeCache of(KernelFactCache answers, ProcessPrivileges privileges) {
        return new ProbeCache(answers, privileges.initialUserNamespace() && !privileges.filtered());
    }

    boolean succeeded(Enum<?> probe) {
        return plain && answers.isNoted(fact(probe));
    }

    void note(Enum<?> probe) {
        if (plain) {
            answers.note(fact(probe));
        }
    }

    private static String fact(Enum<?> probe) {
        return probe.getDeclaringClass().getSimpleName() + ' ' + probe.name();
    }
}
