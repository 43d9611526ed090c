package io.eunomia.libbpf.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.fixture.CountingProgram;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.testkit.Await;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class TracingAttachTest {
    private static final int CALLS = 7;
    private static final int SOFTWARE = 1;
    private static final int CPU_CLOCK = 0;

    private static String mapped(String library) {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.endsWith(library)).map(line -> line.substring(line.indexOf('/')))
                    .findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String libc() {
        return mapped("/libc.so.6");
    }

    static Stream<Arguments> exact() {
        return Stream.of(
                Arguments.of("by_tracepoint",
                        new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid")),
                Arguments.of("by_ksyscall",
                        new AttachPoint.Ksyscall("getppid", false)),
                Arguments.of("by_ksyscall", AttachPoint.bySection()),
                Arguments.of("by_kprobe",
                        new AttachPoint.Kprobe("__do_sys_getppid", 0, false)),
                Arguments.of("by_kprobe_multi",
                        new AttachPoint.KprobeMulti("__do_sys_getppi?", false)));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void every_call_is_counted_while_attached_and_none_after(String name, AttachPoint point) {
        try (CountingProgram program = CountingProgram.load(name)) {
            try (BpfLink link = program.attach(point)) {
                assertThat(link.point()).isEqualTo(point);
                TestKernel.callGetppid(CALLS);
                assertThat(program.hits()).isEqualTo(CALLS);
            }
            TestKernel.callGetppid(CALLS);
            assertThat(program.hits()).isEqualTo(CALLS);
        }
    }

    @Test
    void raw_and_btf_tracepoints_see_every_system_call() {
        try (CountingProgram raw = CountingProgram.load("by_raw_tracepoint");
                CountingProgram btf = CountingProgram.load("by_btf_tracepoint");
                CountingProgram other = CountingProgram.load("by_btf_tracepoint");
                BpfLink first = raw.attach(new AttachPoint.RawTracepoint("sys_enter"));
                BpfLink second = btf.attach(AttachPoint.bySection());
                BpfLink third = other.attach(new AttachPoint.KernelFunction("sys_enter"))) {
            TestKernel.callGetppid(CALLS);
            assertThat(raw.hits()).isGreaterThanOrEqualTo(CALLS);
            assertThat(btf.hits()).isGreaterThanOrEqualTo(CALLS);
            assertThat(other.hits()).isGreaterThanOrEqualTo(CALLS);
            assertThat(Stream.of(first, second, third).map(BpfLink::fd)).doesNotHaveDuplicates();
        }
    }

    @Test
    void user_functions_are_probed_by_symbol_on_entry_and_return() {
        try (CountingProgram entry = CountingProgram.load("by_uprobe");
                CountingProgram exit = CountingProgram.load("by_uretprobe");
                BpfLink first = entry.attach(new AttachPoint.Uprobe(libc(), "getppid", 0, TestKernel.pid(), false));
                BpfLink second = exit.attach(new AttachPoint.Uprobe("libc.so.6", "getppid", 0, -1, true))) {
            TestKernel.callLibraryGetppid(CALLS);
            assertThat(entry.hits()).isEqualTo(CALLS);
            assertThat(exit.hits()).isEqualTo(CALLS);
            assertThat(first.point().toString()).contains("getppid pid " + TestKernel.pid());
            assertThat(second.program()).isEqualTo("by_uretprobe");
        }
    }

    @Test
    void a_static_user_probe_fires() {
        String jvm = mapped("/libjvm.so");
        try (CountingProgram program = CountingProgram.load("by_usdt")) {
            BpfLink link;
            try {
                link = program.attach(new AttachPoint.Usdt(jvm, "hotspot", "gc__begin", TestKernel.pid()));
            } catch (BpfException e) {
                assertThat(e.errno()).isEqualTo(Errno.ENOENT);
                TestKernel.skip("USDT", "this JVM was built without probes: " + e.getMessage());
                return;
            }
            System.gc();
            assertThat(program.hits()).isPositive();
            link.close();
        }
    }

    /** libbpf keeps the bookkeeping of USDT links in the object's memory. */
    @Test
    void a_static_user_probe_left_open_is_closed_with_its_object() {
        String jvm = mapped("/libjvm.so");
        CountingProgram program = CountingProgram.load("by_usdt");
        try {
            BpfLink link = program.attach(new AttachPoint.Usdt(jvm, "hotspot", "gc__begin", -1));
            program.close();
            link.close();
        } catch (BpfException e) {
            program.close();
            TestKernel.skip("USDT", e.getMessage());
        }
    }

    @Test
    void a_clock_on_every_processor_samples() {
        try (CountingProgram program = CountingProgram.load("by_perf_event");
                BpfLink link = program.attach(new AttachPoint.PerfEvent(SOFTWARE, CPU_CLOCK, 1_000_000, false, -1))) {
            Await.until("samples", () -> program.hits() > 10);
            assertThat(link.fd()).isNotNegative();
        }
    }

    @Test
    void a_clock_on_one_process_samples_while_it_runs() {
        try (CountingProgram program = CountingProgram.load("by_perf_event");
                BpfLink link = program.attach(
                        new AttachPoint.PerfEvent(SOFTWARE, CPU_CLOCK, 999, true, TestKernel.pid()))) {
            assertThat(link.point()).hasToString("perf_event:1:0:999hz");
            // The event is bound to the main thread, which waits; only that it can be opened and closed is shown.
            assertThat(program.hits()).isNotNegative();
        }
    }

    @Test
    void an_iterator_lists_the_maps_of_the_kernel() throws IOException {
        try (CountingProgram program = CountingProgram.load("by_iterator");
                BpfLink link = program.attach(AttachPoint.bySection());
                DataInputStream ids = new DataInputStream(link.openIterator())) {
            byte[] all = ids.readAllBytes();
            assertThat(all.length).isPositive();
            assertThat(all.length % 4).isZero();
            assertThat(program.hits()).isEqualTo(all.length / 4);
        }
    }

    @Test
    void only_iterators_can_be_iterated() {
        try (CountingProgram program = CountingProgram.load("by_tracepoint");
                BpfLink link = program.attach(new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid"))) {
            assertThatThrownBy(link::openIterator).isInstanceOf(BpfException.class)
                    .hasMessageContaining("not the link of an iterator");
        }
    }

    @Test
    void a_missing_tracepoint_is_named_with_similar_ones() {
        try (CountingProgram program = CountingProgram.load("by_tracepoint")) {
            assertThatThrownBy(() -> program.attachOrThrow(new AttachPoint.Tracepoint("syscalls", "sys_enter_getppod")))
                    .isInstanceOf(BpfException.class).hasMessageContaining("sys_enter_getppod")
                    .hasMessageContaining("similar: ").hasMessageContaining("sys_enter_getppid");
            assertThatThrownBy(() -> program.attachOrThrow(new AttachPoint.Tracepoint("nope", "x")))
                    .hasMessageContaining("no tracepoint category \"nope\"");
        }
    }

    @Test
    void missing_user_targets_are_named() {
        try (CountingProgram program = CountingProgram.load("by_uprobe")) {
            assertThatThrownBy(() -> program.attachOrThrow(
                    new AttachPoint.Uprobe("/no/such/file", "f", 0, -1, false)))
                    .isInstanceOf(BpfException.class).hasMessageContaining("there is no file /no/such/file");
            assertThatThrownBy(() -> program.attachOrThrow(
                    new AttachPoint.Uprobe(libc(), "no_such_symbol", 0, -1, false)))
                    .hasMessageContaining("no_such_symbol");
        }
    }

    @Test
    void a_section_without_target_says_what_to_give() {
        try (CountingProgram program = CountingProgram.load("by_tracepoint")) {
            assertThatThrownBy(() -> program.attachOrThrow(AttachPoint.bySection())).isInstanceOf(BpfException.class)
                    .hasMessageContaining("give a tracepoint (tracepoint:CATEGORY/NAME)");
        }
        try (CountingProgram program = CountingProgram.load("by_perf_event")) {
            assertThatThrownBy(() -> program.attachOrThrow(AttachPoint.bySection()))
                    .hasMessageContaining("give a perf event");
        }
    }

    @Test
    void a_zero_character_cannot_shorten_a_name() {
        try (CountingProgram program = CountingProgram.load("by_tracepoint")) {
            assertThatThrownBy(() -> program.attachOrThrow(
                    new AttachPoint.Tracepoint("syscalls", "sys_enter_getppid\0x")))
                    .isInstanceOf(BpfException.class).hasMessageContaining("zero character");
        }
    }

    /** The typed error is what callers choose another variant by. */
    @Test
    void a_kernel_without_kprobes_says_so() {
        if (Files.exists(Path.of("/sys/bus/event_source/devices/kprobe"))) {
            TestKernel.skip("error of missing kprobes", "this kernel has kprobes");
        }
        try (CountingProgram program = CountingProgram.load("by_kprobe")) {
            assertThatThrownBy(() -> program.attachOrThrow(new AttachPoint.Kprobe("do_exit", 0, false)))
                    .isInstanceOfSatisfying(UnsupportedFeatureException.class, e -> {
                        assertThat(e.feature()).isEqualTo("kprobe");
                        assertThat(e.hint()).contains("CONFIG_KPROBES").contains("use a tracepoint");
                    });
        }
    }

    @Test
    void security_hooks_work_or_are_said_to_be_unsupported() {
        try (CountingProgram program = CountingProgram.load("by_lsm");
                BpfLink link = program.attach(AttachPoint.bySection())) {
            assertThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
            assertThat(link.fd()).isPositive();
        }
    }
}
