package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.RunStatistics;
import io.eunomia.libbpf.VerifierRejectedException;
import io.eunomia.libbpf.fixture.CountingProgram;
import io.eunomia.libbpf.fixture.TestKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(120)
class LibbpfKernelTest {

    @Test
    void the_library_names_its_version_and_file() {
        assertThat(TestKernel.libbpf().library().major()).isPositive();
        assertThat(TestKernel.libbpf().library().toString()).matches("libbpf \\d+\\.\\d+\\.\\d+ \\(.*libbpf\\.so.*\\)");
    }

    @Test
    void the_kernels_types_are_written_as_c() {
        StringBuilder header = new StringBuilder();
        TestKernel.libbpf().dumpKernelTypes(header);
        assertThat(header.length()).isGreaterThan(100_000);
        assertThat(header.toString()).startsWith("#ifndef __VMLINUX_H__").contains("struct task_struct {")
                .contains("preserve_access_index").endsWith("#endif /* __VMLINUX_H__ */\n");
    }

    @Test
    void a_full_disk_under_the_kernels_types_is_told() {
        Appendable full = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public Appendable append(char text) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> TestKernel.libbpf().dumpKernelTypes(full)).isInstanceOf(BpfException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void runs_are_counted_while_statistics_are_open() {
        try (BpfObject object = TestKernel.libbpf().open("counter", TestKernel.object("getppid_counter")).load();
                BpfLink link = object.program("on_getppid").attach(AttachPoint.bySection());
                RunStatistics statistics = TestKernel.orSkip("run statistics",
                        () -> TestKernel.libbpf().countRuns())) {
            BpfProgram program = object.program(link.program());
            TestKernel.callGetppid(100);
            BpfProgram.Info info = program.info();
            assertThat(info.runCount()).isGreaterThanOrEqualTo(100);
            assertThat(info.runNanos()).isPositive();
            assertThat(statistics).isNotNull();
        }
    }

    /** Messages of one thread's failure must not turn up in another's; long ones must come whole. */
    @Test
    void each_threads_error_holds_its_own_messages() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> done = new ArrayList<>();
        try (CountingProgram program = CountingProgram.load("by_tracepoint")) {
            for (int i = 0; i < 4; i++) {
                String name = "no_such_tracepoint_" + i + "x".repeat(3_000);
                done.add(threads.submit(() -> failing(program, name)));
            }
            for (Future<Integer> one : done) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(50);
            }
        }
        threads.shutdown();
    }

    /** libbpf has one print function in a process. */
    @Test
    void another_library_takes_no_messages_away() {
        try (CountingProgram program = CountingProgram.load("by_tracepoint")) {
            try (LibbpfLibrary other = LibbpfLibrary.load()) {
                assertThat(failing(program, "no_such_while_open")).isEqualTo(50);
                assertThatThrownBy(() -> other.libbpf().open("refused", TestKernel.object("refused")).load())
                        .isInstanceOfSatisfying(VerifierRejectedException.class, e -> assertThat(e.log()).isNotEmpty());
            }
            assertThat(failing(program, "no_such_once_closed")).isEqualTo(50);
        }
    }

    private static int failing(CountingProgram program, String name) {
        int right = 0;
        for (int i = 0; i < 50; i++) {
            try {
                program.attachOrThrow(new AttachPoint.Tracepoint("syscalls", name)).close();
            } catch (BpfException e) {
                String said = e.hint().substring(e.hint().indexOf("; libbpf: "));
                if (said.contains("'syscalls/" + name + "'") && said.indexOf("no_such") == said.lastIndexOf("no_such")) {
                    right++;
                }
            }
        }
        return right;
    }
}
