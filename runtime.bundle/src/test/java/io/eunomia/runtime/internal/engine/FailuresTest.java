package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import org.junit.jupiter.api.Test;

class FailuresTest {

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
