package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.ProgramType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignSectionsTest {

    @ParameterizedTest
    @CsvSource({"xdp_pass, XDP", "xdp/drop_all, XDP", "classifier/ingress, SCHED_CLS", "classifier_in, SCHED_CLS",
        "tc-main, SCHED_CLS", "action/mark, SCHED_ACT", "socket1, SOCKET_FILTER", "socket/http, SOCKET_FILTER",
        "perf_event/type=1, PERF_EVENT", "?xdp_pass, XDP", "sockops/count, SOCK_OPS"})
    void names_of_other_loaders_have_one_meaning(String section, ProgramType type) {
        assertThat(ForeignSections.type(section)).contains(type);
    }

    @ParameterizedTest
    @CsvSource({"from-container", "xdping", "socketry", "tcp", "actions", "somewhere/else"})
    void what_only_looks_like_one_is_left_alone(String section) {
        assertThat(ForeignSections.type(section)).isEmpty();
    }
}
