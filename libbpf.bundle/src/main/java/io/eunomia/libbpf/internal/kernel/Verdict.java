package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Judges a kernel's refusal: either the kernel lacks the feature, or this process lacks a privilege. */
final class Verdict {
    static final ProbeResult SUPPORTED = new ProbeResult.Supported();

    /** Passing failures, which tell nothing about the kernel: ENOMEM, EAGAIN, EINTR, EBUSY, ENFILE, EMFILE. */
    private static final Set<Integer> PASSING = Set.of(Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR, Errno.EBUSY, 23, 24);

    private final ProcessPrivileges privileges;
    private final boolean bpfForbidden;
    private final Supplier<String> lockdown;

    /**
     * @param bpfForbidden true when a seccomp filter keeps us from bpf(2) altogether
     * @param lockdown gives the kernel's lockdown mode; asked only after refusals
     */
    Verdict(ProcessPrivileges privileges, boolean bpfForbidden, Supplier<String> lockdown) {
        this.privileges = privileges;
        this.bpfForbidden = bpfForbidden;
        this.lockdown = lockdown;
    }

    /**
     * @param errno positive, of the failed step
     * @param step name of the step, for the reason
     * @param needed capabilities without which the kernel refuses the step with EPERM or EACCES
     * @param lack text that says why a kernel may lack the feature
     */
    ProbeResult refused(int errno, String step, List<String> needed, String lack) {
        if (errno == Errno.EPERM || errno == Errno.EACCES) {
            Optional<String> remedy = bpfForbidden
                    ? Optional.of("bpf(2) is forbidden by a seccomp filter: run the container with a profile that"
                            + " allows it (docker: --security-opt seccomp=unconfined, or --privileged)")
                    : privileges.remedy(needed);
            return remedy.<ProbeResult>map(ProbeResult.Inconclusive::new)
                    .orElseGet(() -> new ProbeResult.Unsupported(step + " refused by kernel (" + Errno.name(errno)
                            + "), lockdown=" + lockdown.get() + "; " + lack));
        }
        if (PASSING.contains(errno)) {
            return new ProbeResult.Inconclusive(step + " failed with " + Errno.name(errno) + ", which tells nothing of"
                    + " the kernel; try again");
        }
        return new ProbeResult.Unsupported(step + " failed with " + Errno.name(errno) + "; " + lack);
    }
}
