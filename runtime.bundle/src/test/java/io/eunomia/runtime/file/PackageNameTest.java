package io.eunomia.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNameTest {
    @ParameterizedTest
    @CsvSource({"opens.bpf.o, opens", "opens.o, opens", "opens.json, opens", "process-0.1.0.jar, process",
        "opens-1.2.3.bpf.o, opens", "opens-1.2.tracker.json, opens", "a-b-10.0.0-rc1.jar, a-b",
        "xdp-4tuple.o, xdp-4tuple", "lb-4.o, lb-4", "lb-6.bpf.o, lb-6", "tu-42-xdp-loadbalancer-xdp_lb.o, tu-42-xdp-loadbalancer-xdp_lb",
        "exec-2024.o, exec-2024", "kernel-6.1-fix.o, kernel", "-1.2.o, -1.2"})
    void only_what_looks_like_a_version_is_cut(String file, String name) {
        assertThat(PackageName.of(file)).isEqualTo(name);
    }
}
