package io.eunomia.libbpf.internal.object;

import static io.eunomia.libbpf.fixture.TestKernel.bytes;
import static io.eunomia.libbpf.fixture.TestKernel.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.fixture.TestKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ObjectKernelTest {

    private static BpfObjectFile open() {
        return TestKernel.libbpf().open("getppid_counter", TestKernel.object("getppid_counter"));
    }

    private static BpfObject load() {
        BpfObjectFile file = open();
        file.setGlobal("only_tgid", TestKernel.pid());
        return file.load();
    }

    @Test
    void an_opened_object_shows_what_it_holds() {
        try (BpfObjectFile file = open()) {
            ProgramFile program = file.program("on_getppid");
            assertThat(program.section()).isEqualTo("tracepoint/syscalls/sys_enter_getppid");
            assertThat(program.type()).isEqualTo(ProgramType.TRACEPOINT);
            assertThat(program.instructionCount()).isPositive();
            assertThat(program.autoload()).isTrue();
            MapFile map = file.map("calls_by_thread");
            assertThat(map.type()).isEqualTo(MapType.HASH);
            assertThat(map.keySize()).isEqualTo(4);
            assertThat(map.valueSize()).isEqualTo(8);
            assertThat(map.maxEntries()).isEqualTo(64);
            assertThat(map.internal()).isFalse();
            assertThat(map.keyTypeId()).isPositive();
            assertThat(file.map(".rodata").internal()).isTrue();
            assertThat(file.globals()).extracting(global -> global.name() + ' ' + global.section())
                    .contains("only_tgid .rodata", "hits .bss", "step .data");
        }
    }

    @Test
    void an_attached_program_counts_what_this_process_does() {
        try (BpfObject object = load()) {
            BpfProgram program = object.program("on_getppid");
            try (BpfLink link = program.attach(AttachPoint.bySection())) {
                assertThat(link.program()).isEqualTo("on_getppid");
                assertThat(link.fd()).isPositive();
                TestKernel.callGetppid(25);
            }
            TestKernel.callGetppid(5);
            assertThat(number(object.readGlobal("hits"))).isEqualTo(25);
            List<Long> counts = new ArrayList<>();
            assertThat(object.map("calls_by_thread").forEach((key, value) -> counts.add(number(value)), false)).isOne();
            assertThat(counts).containsExactly(25L);
            assertThat(program.info().id()).isPositive();
            assertThat(program.info().tag()).hasSize(16);
            assertThat(program.info().memoryBytes()).isPositive();
        }
    }

    @Test
    void a_global_written_while_programs_run_takes_effect() {
        try (BpfObject object = load();
                BpfLink link = object.program("on_getppid").attach(AttachPoint.bySection())) {
            object.writeGlobal("step", bytes(1000));
            TestKernel.callGetppid(3);
            assertThat(number(object.readGlobal("hits"))).isEqualTo(3000);
            assertThatThrownBy(() -> object.writeGlobal("only_tgid", bytes(0))).isInstanceOf(BpfException.class)
                    .hasMessageContaining("frozen");
            assertThatThrownBy(() -> object.writeGlobal("step", bytes(1L))).hasMessageContaining("8 bytes given");
            assertThat(link.point()).isEqualTo(AttachPoint.bySection());
        }
    }

    @Test
    void nothing_is_left_after_close() {
        load().close();
        long before = TestKernel.kernelDescriptors();
        BpfObject object = load();
        BpfLink link = object.program("on_getppid").attach(AttachPoint.bySection());
        assertThat(TestKernel.kernelDescriptors()).isGreaterThan(before);
        link.close();
        object.close();
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    @Test
    void closing_the_object_closes_links_that_were_left_open() {
        load().close();
        long before = TestKernel.kernelDescriptors();
        BpfObject object = load();
        BpfLink link = object.program("on_getppid").attach(AttachPoint.bySection());
        object.close();
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
        link.close();
    }

    @Test
    void close_twice_is_harmless() {
        BpfObject object = load();
        BpfLink link = object.program("on_getppid").attach(AttachPoint.bySection());
        link.close();
        link.close();
        object.close();
        object.close();
        BpfObjectFile file = open();
        file.close();
        file.close();
        assertThat(TestKernel.kernelDescriptors()).isNotNegative();
    }

    @Test
    void use_after_close_says_so() {
        BpfObject object = load();
        BpfMap map = object.map("calls_by_thread");
        BpfProgram program = object.program("on_getppid");
        object.close();
        assertThatThrownBy(() -> map.lookup(new byte[4], new byte[8])).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("getppid_counter");
        assertThatThrownBy(() -> program.attach(AttachPoint.bySection())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(program::info).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> object.readGlobal("hits")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_object_file_is_used_up_by_load() {
        BpfObjectFile file = open();
        file.load().close();
        assertThatThrownBy(() -> file.setGlobal("only_tgid", 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(file::load).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.program("on_getppid").autoload(false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unknown_names_are_answered_with_those_that_exist() {
        try (BpfObjectFile file = open()) {
            assertThatThrownBy(() -> file.program("nope")).hasMessageContaining("nope")
                    .hasMessageContaining("on_getppid");
            assertThatThrownBy(() -> file.map("nope")).hasMessageContaining("calls_by_thread");
            assertThatThrownBy(() -> file.setGlobal("nope", 1)).hasMessageContaining("only_tgid");
        }
    }

    @Test
    void a_program_without_autoload_is_not_loaded() {
        BpfObjectFile file = open();
        file.program("on_getppid").autoload(false);
        try (BpfObject object = file.load()) {
            assertThat(object.programs()).isEmpty();
            assertThatThrownBy(() -> object.program("on_getppid")).hasMessageContaining("has none");
        }
    }

    @Test
    void a_map_carries_over_to_another_object() {
        try (BpfObject first = load()) {
            BpfMap kept = first.map("calls_by_thread");
            kept.update(bytes(7), bytes(77L));
            BpfObjectFile file = open();
            file.map("calls_by_thread").reuse(kept);
            try (BpfObject second = file.load()) {
                byte[] value = new byte[8];
                assertThat(second.map("calls_by_thread").lookup(bytes(7), value)).isTrue();
                assertThat(number(value)).isEqualTo(77);
            }
            BpfObjectFile other = open();
            other.map("calls_by_thread").maxEntries(65);
            assertThatThrownBy(() -> other.map("calls_by_thread").reuse(kept)).isInstanceOf(BpfException.class)
                    .hasMessageContaining("max_entries is 64 in the existing map, 65 in the object");
            other.close();
        }
    }

    @Test
    void objects_are_loaded_and_closed_by_several_threads_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int calls = 10 + i;
            counts.add(threads.submit(() -> {
                go.await();
                return countOwnCalls(calls);
            }));
        }
        go.countDown();
        for (int i = 0; i < 4; i++) {
            assertThat(counts.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(10 + i);
        }
        threads.shutdown();
    }

    /** Other threads call getppid too: the largest count of a thread that only this call knows is not enough. */
    private static long countOwnCalls(int calls) {
        try (BpfObject object = load();
                BpfLink link = object.program("on_getppid").attach(AttachPoint.bySection())) {
            TestKernel.callGetppid(calls);
            List<Long> counts = new ArrayList<>();
            object.map("calls_by_thread").forEach((key, value) -> counts.add(number(value)), false);
            assertThat(link.fd()).isPositive();
            return counts.stream().filter(count -> count == calls).findFirst().orElse(-1L);
        }
    }
}
