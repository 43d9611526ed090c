package io.eunomia.libbpf.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.libbpf.fixture.CountingProgram;
import io.eunomia.libbpf.fixture.TestKernel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullPlaceTest {
    /** Above any bound of the kernel's. */
    private static final int MANY = 200;

    /** What nothing else here attaches to: meanwhile nobody could. */
    private static final AttachPoint UNUSED = new AttachPoint.Tracepoint("syscalls", "sys_enter_vhangup");

    /** By slots, since the kernel takes no program twice at one place. */
    private static void fill(BpfProgram program, AttachPoint point, Deque<BpfSlot> slots) {
        while (slots.size() < MANY) {
            slots.push(program.attachSlot(point).orThrow());
        }
    }

    @Test
    @Tag("kernel")
    void a_full_tracepoint_is_told_with_its_bound_and_the_way_out() {
        Deque<BpfSlot> slots = new ArrayDeque<>();
        long before = TestKernel.kernelDescriptors();
        try (CountingProgram counting = CountingProgram.load("by_tracepoint")) {
            BpfProgram program = counting.object().program("by_tracepoint");
            try {
                assertThatThrownBy(() -> fill(program, UNUSED, slots))
                        .isInstanceOfSatisfying(PlaceFullException.class, full -> {
                            assertThat(full.errno()).isEqualTo(Errno.E2BIG);
                            assertThat(full.subject()).isEqualTo("by_tracepoint");
                            assertThat(full.hint()).contains("tracepoint:syscalls/sys_enter_vhangup",
                                    "at most 64 programs at a tracepoint", "stop trackers that are attached there",
                                    "raw_tp/sys_enter or tp_btf/sys_enter");
                        });
                assertThat(slots).hasSize(64);
                slots.pop().close();
                program.attachSlot(UNUSED).orThrow().close();
                try (CountingProgram raw = CountingProgram.load("by_raw_tracepoint");
                        BpfSlot other = raw.object().program("by_raw_tracepoint")
                                .attachSlot(new AttachPoint.RawTracepoint("sys_enter")).orThrow()) {
                    assertThat(other.program()).isEqualTo("by_raw_tracepoint");
                }
            } finally {
                slots.forEach(BpfSlot::close);
            }
        }
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    @Test
    @Tag("kernel")
    void a_full_function_is_told_with_its_bound() {
        BpfObjectFile file = TestKernel.libbpf().open("traced", TestKernel.object("traced_function"));
        Deque<BpfSlot> slots = new ArrayDeque<>();
        try (BpfObject object = TestKernel.orSkip("fentry load", file::load)) {
            assertThatThrownBy(() -> fill(object.program("on_entry"), AttachPoint.bySection(), slots))
                    .isInstanceOf(PlaceFullException.class).hasMessageContaining("section fentry/__task_pid_nr_ns")
                    .hasMessageContaining("at most 38 programs at a function");
            assertThat(slots).hasSize(38);
        } finally {
            slots.forEach(BpfSlot::close);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "tracepoint/sched/sched_switch    | raw_tp/sched_switch or tp_btf/sched_switch",
            "tp/syscalls/sys_exit_openat      | raw_tp/sys_exit or tp_btf/sys_exit",
            "fexit/do_exit                    | at most 38 programs at a function",
            "lsm/file_open                    | at most 38 programs at a function",
            "sk_lookup                        | takes no more programs at this place: stop trackers",
    })
    void the_hint_fits_the_kind_of_place(String section, String hint) {
        assertThat(FullPlace.hint(AttachPoint.bySection(), section)).contains(hint);
    }

    @Test
    void a_full_cgroup_is_told_as_one() {
        assertThat(FullPlace.hint(new AttachPoint.Cgroup("/sys/fs/cgroup"), "cgroup_skb/egress"))
                .contains("at most 64 programs of a kind at a cgroup");
    }
}
