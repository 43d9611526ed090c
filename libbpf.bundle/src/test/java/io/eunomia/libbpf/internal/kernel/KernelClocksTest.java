package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.kernel.KernelTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelClocksTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path root;

    private KernelTime inNamespace(String own, String childrens, String offsets) throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(self.resolve("ns"));
        Files.createSymbolicLink(self.resolve("ns/time"), Path.of("time:[" + own + "]"));
        Files.createSymbolicLink(self.resolve("ns/time_for_children"), Path.of("time:[" + childrens + "]"));
        Files.writeString(self.resolve("timens_offsets"), offsets);
        return new KernelClocks(TestKernel.libc(), new SystemFiles(root)).read();
    }

    @Test
    void clocks_are_those_of_this_machine() {
        long before = System.currentTimeMillis();
        KernelTime time = TestKernel.libbpf().kernelTime();
        long after = System.currentTimeMillis();
        assertThat(time.realtime() / 1_000_000).isBetween(before, after);
        assertThat(time.boottime()).isGreaterThanOrEqualTo(time.monotonic() - SECOND / 1000);
        assertThat(TestKernel.libbpf().kernelTime().monotonic()).isGreaterThan(time.monotonic());
    }

    @ParameterizedTest
    @CsvSource({"monotonic,boottime", "1,7"})
    void a_namespaces_offsets_are_taken_off(String monotonic, String boottime) throws IOException {
        KernelTime shifted = inNamespace("7", "7", monotonic + "           86400         5\n" + boottime + "  -3600  0\n");
        KernelTime plain = KernelClocks.of(TestKernel.libc()).read();
        assertThat(plain.monotonic() - shifted.monotonic()).isBetween(86_400 * SECOND, 86_460 * SECOND);
        assertThat(plain.boottime() - shifted.boottime()).isBetween(-3_600 * SECOND, -3_540 * SECOND);
        assertThat(plain.realtime() - shifted.realtime()).isBetween(0L, 60 * SECOND);
    }

    @Test
    void the_offsets_of_children_in_another_namespace_are_not_ours() throws IOException {
        KernelTime own = inNamespace("7", "8", "monotonic 86400 0\nboottime 86400 0\n");
        KernelTime plain = KernelClocks.of(TestKernel.libc()).read();
        assertThat(plain.monotonic() - own.monotonic()).isBetween(0L, 60 * SECOND);
    }

    @Test
    void without_proc_there_is_no_offset() {
        KernelTime own = new KernelClocks(TestKernel.libc(), new SystemFiles(root)).read();
        assertThat(own.monotonic()).isPositive();
    }
}
