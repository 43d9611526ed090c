package io.eunomia.libbpf.internal.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CpuListTest {
    @Test
    void ranges_and_single_numbers_are_read() {
        assertThat(CpuList.parse("0")).containsExactly(0);
        assertThat(CpuList.parse("0-3")).containsExactly(0, 1, 2, 3);
        assertThat(CpuList.parse("0-1,4,7-8")).containsExactly(0, 1, 4, 7, 8);
        assertThat(CpuList.parse("")).isEmpty();
        assertThatThrownBy(() -> CpuList.parse("0-x")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void this_machine_has_at_least_the_cpus_that_java_sees() {
        assertThat(CpuList.online().length).isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(CpuList.possible()).contains(CpuList.online());
    }
}
