package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({"OBJECT, BAD_PACKAGE", "VALUE, BAD_REQUEST", "TARGET, NO_TARGET", "PLACE, PLACE_FULL",
        "KERNEL, UNSUPPORTED", "PRIVILEGE, NOT_PERMITTED", "SIZE, TOO_LARGE", "LIMIT, EXHAUSTED", "INTERNAL, INTERNAL"})
    void whose_fault_it_is_decides_and_no_errno(Fault fault, FailureKind kind) {
        for (int errno : new int[] {0, Errno.EINVAL, Errno.ESRCH, Errno.EBUSY, Errno.ENOSPC, Errno.EBADF}) {
            Failure failure = Failures.of(new BpfException(fault, "attach", "p", errno, "because"));
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.message()).contains("because");
            assertThat(failure.hint()).doesNotContain("because");
        }
    }

    @Test
    void a_full_place_is_not_a_package_that_is_too_large() {
        Failure full = Failures.of(new PlaceFullException("attach", "on_open", Errno.E2BIG, "stop others"));
        assertThat(full.kind()).isEqualTo(FailureKind.PLACE_FULL);
        assertThat(full.hint()).isEqualTo("stop others");
        assertThat(full.errno()).isEqualTo(Errno.E2BIG);
        assertThat(Failures.of(new BpfException("map create", "events", Errno.E2BIG, "")).kind())
                .isEqualTo(FailureKind.TOO_LARGE);
    }
}
