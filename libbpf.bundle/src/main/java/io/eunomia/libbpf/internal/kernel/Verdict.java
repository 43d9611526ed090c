package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Judges a kernel's refusal: does it lack the thing, or do we lack something? */
final class Verdict {
    static final ProbeResult SUPPORTED = new ProbeResult.Supported();

    /** What says nothing of the kernel: ENOMEM, EAGAIN, EINTR, EBUSY, ENFILE, EMFILE. */
    private static final Set<Integer> PASSING = Set.of(Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR, Errno.EBUSY, 23, 24);

    private final Privileges privileges;
    private final boolean bpfForbidden;
    private final Supplier<String> lockdown;

    /**
     * @param bpfForbidden whether a seccomp filter keeps us from bpf(2) altogether
     * @param lockdown the mode, asked for on refusals only
     */
    Verdict(Privileges privileges, boolean bpfForbidden, Supplier<String> lockdown) {
        this.privileges = privileges;
        this.bpfForbidden = bpfForbidden;
        this.lockdown = lockdown;
    }

    /**
     * @param errno positive, of the step that failed
     * @param step in words, for the reason
     * @param needed capabilities without which the kernel refuses the step with EPERM or EACCES
     * @param lack why a kernel may not have it
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
