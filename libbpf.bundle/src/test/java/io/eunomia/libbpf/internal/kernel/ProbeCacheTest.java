package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.btf.KernelFactCache;
import io.eunomia.libbpf.kernel.AttachKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCacheTest {
    private static final ProcessPrivileges ROOT = new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), true, false);

    @TempDir
    private Path root;
    private final KernelFactCache answers = new KernelFactCache(new byte[] {1});

    @BeforeEach
    void boot() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel/random"));
        Files.createDirectories(root.resolve("proc/self"));
        machine("boot-1", "000001ffffffffff");
    }

    private void machine(String boot, String capabilities) throws IOException {
        Files.writeString(root.resolve("proc/sys/kernel/random/boot_id"), boot + "\n");
        Files.writeString(root.resolve("proc/self/status"), "Name:\tjava\nCapEff:\t" + capabilities + "\n");
    }

    private ProbeCache process(ProcessPrivileges privileges, String lockdown) {
        return ProbeCache.of(answers, new SystemFiles(root), privileges, lockdown);
    }

    @Test
    void what_works_is_known_to_a_later_process_with_the_same_rights_only() throws IOException {
        process(ROOT, "none").note(AttachKind.TRACEPOINT);
        assertThat(process(ROOT, "none").succeeded(AttachKind.TRACEPOINT)).isTrue();
        assertThat(process(ROOT, "none").succeeded(AttachKind.KPROBE)).isFalse();
        assertThat(process(ROOT, "none").succeeded(MapType.ARRAY)).isFalse();
        assertThat(process(ROOT, "integrity").succeeded(AttachKind.TRACEPOINT)).isFalse();
        machine("boot-1", "0000000000000400");
        assertThat(process(ROOT, "none").succeeded(AttachKind.TRACEPOINT)).isFalse();
        machine("boot-2", "000001ffffffffff");
        assertThat(process(ROOT, "none").succeeded(AttachKind.TRACEPOINT)).isFalse();
        machine("boot-1", "000001ffffffffff");
        assertThat(process(ROOT, "none").succeeded(AttachKind.TRACEPOINT)).isTrue();
    }

    @Test
    void a_process_whose_rights_are_cut_down_finds_out_for_itself() throws IOException {
        process(ROOT, "none").note(AttachKind.TRACEPOINT);
        for (ProcessPrivileges less : List.of(new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), false, false),
                new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), true, true))) {
            ProbeCache process = process(less, "none");
            assertThat(process.succeeded(AttachKind.TRACEPOINT)).isFalse();
            process.note(AttachKind.XDP);
        }
        assertThat(process(ROOT, "none").succeeded(AttachKind.XDP)).isFalse();
        Files.delete(root.resolve("proc/sys/kernel/random/boot_id"));
        ProbeCache unknown = process(ROOT, "none");
        unknown.note(AttachKind.XDP);
        assertThat(unknown.succeeded(AttachKind.XDP)).isFalse();
    }
}
