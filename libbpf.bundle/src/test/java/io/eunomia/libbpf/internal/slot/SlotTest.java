package io.eunomia.libbpf.internal.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.RunStatistics;
import io.eunomia.libbpf.SlotResult;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.testkit.Await;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class SlotTest {
    private static final int SWAPS = 25;
    private static final long GETPPID = System.getProperty("os.arch").equals("amd64") ? 110 : 173;

    static Stream<Arguments> exact() {
        IntConsumer systemCall = TestKernel::callGetppid;
        IntConsumer function = TestKernel::callLibraryGetppid;
        return Stream.of(
                Arguments.of("attach_kinds", "by_tracepoint",
                        new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid"), systemCall),
                Arguments.of("slot_exact", "by_raw_tracepoint", AttachPoint.bySection(), systemCall),
                Arguments.of("slot_exact", "by_btf_tracepoint", AttachPoint.bySection(), systemCall),
                Arguments.of("slot_exact", "by_btf_tracepoint", new AttachPoint.KernelFunction("sys_enter"), systemCall),
                Arguments.of("attach_kinds", "by_kprobe", new AttachPoint.Kprobe("__do_sys_getppid", 0, false),
                        systemCall),
                Arguments.of("attach_kinds", "by_ksyscall", AttachPoint.bySection(), systemCall),
                Arguments.of("attach_kinds", "by_uprobe",
                        new AttachPoint.Uprobe("libc.so.6", "getppid", 0, TestKernel.pid(), false), function),
                Arguments.of("attach_kinds", "by_uretprobe",
                        new AttachPoint.Uprobe("libc.so.6", "getppid", 0, TestKernel.pid(), true), function));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void each_call_is_counted_by_exactly_one_of_many_versions(String object, String program, AttachPoint point,
            IntConsumer call) throws Exception {
        long before = TestKernel.kernelDescriptors();
        AtomicLong made = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            while (!stop.get()) {
                call.accept(100);
                made.addAndGet(100);
            }
        });
        long counted = 0;
        BpfObject version = load(object, program);
        BpfObject first = version;
        try (BpfSlot slot = TestKernel.orSkip(program + " slot",
                () -> first.program(program).attachSlot(point).orThrow())) {
            caller.start();
            for (int i = 0; i < SWAPS; i++) {
                BpfObject next = load(object, program);
                slot.run(next.program(program));
                TestKernel.libbpf().awaitInvocations();
                counted += hits(version);
                version.close();
                version = next;
                long reached = made.get() + 100;
                Await.until("calls", () -> made.get() >= reached);
            }
            stop.set(true);
            caller.join();
            assertThat(slot.program()).isEqualTo(program);
        } finally {
            stop.set(true);
            caller.join();
            counted += hits(version);
            version.close();
        }
        assertThat(counted).isEqualTo(made.get()).isGreaterThan(SWAPS * 100L);
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    @Test
    void a_cleared_slot_runs_nothing_until_it_is_filled_again() {
        try (BpfObject object = load("attach_kinds", "by_tracepoint");
                BpfSlot slot = object.program("by_tracepoint").attachSlot(
                        new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid")).orThrow()) {
            TestKernel.callGetppid(5);
            slot.clear();
            TestKernel.callGetppid(7);
            assertThat(hits(object)).isEqualTo(5);
            assertThat(slot.program()).isEmpty();
            slot.run(object.program("by_tracepoint"));
            TestKernel.callGetppid(11);
            assertThat(hits(object)).isEqualTo(16);
        }
    }

    @Test
    void a_closed_slot_keeps_what_it_had_counted() {
        try (BpfObject object = load("attach_kinds", "by_tracepoint");
                RunStatistics counting = TestKernel.libbpf().countRuns()) {
            BpfSlot slot = object.program("by_tracepoint")
                    .attachSlot(new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid")).orThrow();
            TestKernel.callGetppid(5);
            int id = slot.info().id();
            slot.close();
            assertThat(slot.info().id()).isEqualTo(id);
            assertThat(slot.info().runCount()).as("while %s", counting).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void what_cannot_be_jumped_to_is_said_to_be_impossible_and_why() {
        try (BpfObject object = load("attach_kinds", "by_usdt")) {
            assertThat(object.program("by_usdt").attachSlot(new AttachPoint.Usdt("/bin/true", "p", "n", -1)))
                    .isInstanceOfSatisfying(SlotResult.Impossible.class, no -> assertThat(no.reason()).contains("USDT"));
        }
    }

    @Test
    void a_program_of_another_kind_is_refused_and_the_slot_stays_as_it_was() {
        try (BpfObject one = load("attach_kinds", "by_tracepoint");
                BpfObject other = load("slot_exact", "by_raw_tracepoint");
                BpfSlot slot = one.program("by_tracepoint").attachSlot(
                        new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid")).orThrow()) {
            assertThatThrownBy(() -> slot.run(other.program("by_raw_tracepoint")))
                    .isInstanceOf(UnsupportedFeatureException.class).hasMessageContaining("by_raw_tracepoint");
            TestKernel.callGetppid(5);
            assertThat(hits(one)).isEqualTo(5);
            assertThat(slot.info().id()).isPositive();
        }
    }

    @Test
    void a_failed_attach_leaves_nothing() {
        long before = TestKernel.kernelDescriptors();
        try (BpfObject one = load("attach_kinds", "by_tracepoint")) {
            assertThatThrownBy(() -> one.program("by_tracepoint").attachSlot(
                    new AttachPoint.Tracepoint("syscalls", "sys_enter_no_such_call")))
                    .hasMessageContaining("sys_enter_no_such_call");
        }
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    @Test
    void the_template_takes_a_section_of_any_length_it_promises() {
        SlotTemplate template = new SlotTemplate();
        String longest = "uprobe/" + "y".repeat(SlotTemplate.LONGEST_SECTION - 7);
        for (String section : new String[] {"xdp", "tracepoint/syscalls/sys_enter_openat", longest}) {
            ElfObject object = ElfObject.parse(template.forSection(section));
            assertThat(object.programs()).extracting(p -> p.section()).containsExactly(section);
        }
        assertThatThrownBy(() -> template.forSection(longest + "z")).isInstanceOf(IllegalArgumentException.class);
    }

    private static BpfObject load(String object, String program) {
        BpfObjectFile file = TestKernel.libbpf().open(object, TestKernel.object(object));
        file.programs().forEach(one -> one.autoload(one.name().equals(program)));
        file.setGlobal("only_tgid", TestKernel.pid());
        if (object.equals("slot_exact")) {
            file.setGlobal("getppid_number", GETPPID);
        }
        return TestKernel.orSkip(program, file::load);
    }

    private static long hits(BpfObject object) {
        return TestKernel.number(object.readGlobal("hits"));
    }
}
