package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<String> NEEDED = List.of("CAP_BPF");

    @Test
    void a_refusal_of_the_mighty_is_the_kernels() {
        assertThat(judge(Errno.EPERM, List.of("CAP_SYS_ADMIN"), false)).isEqualTo(new ProbeResult.Unsupported(
                "load refused by kernel (EPERM), lockdown=integrity; no fentry here"));
    }

    @Test
    void a_refusal_of_the_weak_tells_nothing() {
        assertThat(judge(Errno.EPERM, List.of(), false)).isInstanceOf(ProbeResult.Inconclusive.class);
        assertThat(judge(Errno.EACCES, List.of(), false).reason()).contains("needs CAP_BPF");
        assertThat(judge(Errno.EPERM, List.of("CAP_SYS_ADMIN"), true).reason()).contains("seccomp");
    }

    @Test
    void what_the_kernel_does_not_know_it_lacks_for_all() {
        assertThat(judge(Errno.EINVAL, List.of(), false))
                .isEqualTo(new ProbeResult.Unsupported("load failed with EINVAL; no fentry here"));
    }

    @Test
    void shortages_pass() {
        assertThat(judge(Errno.ENOMEM, List.of("CAP_SYS_ADMIN"), false)).isInstanceOf(ProbeResult.Inconclusive.class);
    }

    private static ProbeResult judge(int errno, List<String> capabilities, boolean forbidden) {
        return new Verdict(new ProcessPrivileges(capabilities, true, forbidden), forbidden, () -> "integrity")
                .refused(errno, "load", NEEDED, "no fentry here");
    }
}
