package io.eunomia.libbpf.internal.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.fixture.PinFolder;
import io.eunomia.libbpf.fixture.TestKernel;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class PinTest {
    private static final AttachPoint TRACEPOINT = new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid");
    private static final long GETPPID = System.getProperty("os.arch").equals("amd64") ? 110 : 173;

    static Stream<Arguments> hooks() {
        IntConsumer systemCall = TestKernel::callGetppid;
        return Stream.of(
                Arguments.of("attach_kinds", "by_tracepoint", TRACEPOINT, systemCall),
                Arguments.of("slot_exact", "by_raw_tracepoint", AttachPoint.bySection(), systemCall),
                Arguments.of("slot_exact", "by_btf_tracepoint", AttachPoint.bySection(), systemCall),
                Arguments.of("attach_kinds", "by_kprobe", new AttachPoint.Kprobe("__do_sys_getppid", 0, false), systemCall),
                Arguments.of("attach_kinds", "by_uprobe", new AttachPoint.Uprobe("libc.so.6", "getppid", 0, TestKernel.pid(),
                        false), (IntConsumer) TestKernel::callLibraryGetppid));
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void a_pinned_slot_runs_on_when_it_is_left_and_is_taken_over_with_the_counts_in_its_map(String object, String program,
            AttachPoint point, IntConsumer call) {
        long before = TestKernel.kernelDescriptors();
        try (PinFolder folder = PinFolder.make()) {
            try (BpfObject first = load(object, program, null)) {
                BpfSlot slot = TestKernel.orSkip(program + " slot", () -> first.program(program).attachSlot(point).orThrow());
                first.map(".bss").pin(folder.file("bss"));
                TestKernel.orSkip(program + " pin", () -> {
                    slot.pin(folder.path());
                    return true;
                });
                call.accept(3);
                slot.leave();
            }
            assertThat(TestKernel.kernelDescriptors()).as("descriptors of what runs on").isEqualTo(before);
            call.accept(5);

            try (BpfObject second = load(object, program, folder.file("bss"))) {
                assertThat(hits(second)).isEqualTo(8);
                BpfLink adopted = TestKernel.libbpf().adopt(folder.path(), program, point);
                assertThat(adopted).isInstanceOfSatisfying(BpfSlot.class, taken -> taken.run(second.program(program)));
                call.accept(7);
                assertThat(hits(second)).isEqualTo(15);
                folder.clear();
                call.accept(1);
                assertThat(hits(second)).as("the descriptor keeps it").isEqualTo(16);
                adopted.close();
                call.accept(100);
                assertThat(hits(second)).isEqualTo(16);
            }
        }
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    @Test
    void a_link_without_a_slot_is_pinned_and_detached_when_pin_and_descriptor_are_gone() {
        try (PinFolder folder = PinFolder.make(); BpfObject object = load("attach_kinds", "by_tracepoint", null)) {
            BpfLink link = object.program("by_tracepoint").attach(TRACEPOINT);
            link.pin(folder.path());
            link.leave();
            TestKernel.callGetppid(5);
            assertThat(hits(object)).isEqualTo(5);
            BpfLink adopted = TestKernel.libbpf().adopt(folder.path(), "by_tracepoint", TRACEPOINT);
            assertThat(adopted).isNotInstanceOf(BpfSlot.class);
            assertThat(TestKernel.libbpf().pinnedId(folder.file("link"))).isPresent();
            folder.clear();
            adopted.close();
            TestKernel.callGetppid(5);
            assertThat(hits(object)).isEqualTo(5);
        }
    }

    @Test
    void what_does_not_fit_is_told_and_nothing_is_left_open() {
        long before = TestKernel.kernelDescriptors();
        try (PinFolder folder = PinFolder.make(); BpfObject object = load("attach_kinds", "by_tracepoint", null)) {
            object.map(".bss").pin(folder.file("bss"));
            assertThatThrownBy(() -> object.map(".bss").pin(folder.file("bss"))).isInstanceOf(BpfException.class)
                    .hasMessageContaining("there already");
            assertThatThrownBy(() -> object.map(".bss").pin(Path.of("/tmp/bss"))).isInstanceOf(BpfException.class)
                    .hasMessageContaining("BPF file system");
            assertThatThrownBy(() -> TestKernel.libbpf().adopt(folder.path(), "by_tracepoint", TRACEPOINT))
                    .isInstanceOf(BpfException.class).hasMessageContaining(folder.file("link").toString());
            try (BpfObjectFile other = TestKernel.libbpf().open("slot_exact", TestKernel.object("slot_exact"))) {
                assertThatThrownBy(() -> other.map(".rodata").reuse(folder.file("none"))).isInstanceOf(BpfException.class)
                        .hasMessageContaining("nothing is pinned");
                assertThatThrownBy(() -> other.map(".rodata").reuse(folder.file("bss"))).isInstanceOf(BpfException.class)
                        .hasMessageContaining("size");
            }
            assertThat(TestKernel.libbpf().pinnedId(folder.file("none"))).isEmpty();
        }
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    private static BpfObject load(String object, String program, Path counts) {
        try (BpfObjectFile file = TestKernel.libbpf().open(object, TestKernel.object(object))) {
            file.programs().forEach(one -> one.autoload(one.name().equals(program)));
            file.setGlobal("only_tgid", TestKernel.pid());
            if (object.equals("slot_exact")) {
                file.setGlobal("getppid_number", GETPPID);
            }
            if (counts != null) {
                file.map(".bss").reuse(counts);
            }
            return TestKernel.orSkip(program, file::load);
        }
    }

    private static long hits(BpfObject object) {
        return TestKernel.number(object.readGlobal("hits"));
    }
}
