package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.btf.KernelFactCache;
import io.eunomia.libbpf.kernel.AttachKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeCacheTest {
    private static final ProcessPrivileges ROOT = new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), true, false);

    private final KernelFactCache answers = new KernelFactCache(new byte[] {1});

    private ProbeCache process(ProcessPrivileges privileges) {
        return ProbeCache.of(answers, privileges);
    }

    @Test
    void what_works_is_known_to_a_later_process() {
        process(ROOT).note(AttachKind.TRACEPOINT);
        assertThat(process(ROOT).succeeded(AttachKind.TRACEPOINT)).isTrue();
        assertThat(process(ROOT).succeeded(AttachKind.KPROBE)).isFalse();
        assertThat(process(ROOT).succeeded(MapType.ARRAY)).isFalse();
    }

    @Test
    void a_process_whose_rights_are_cut_down_finds_out_for_itself() {
        process(ROOT).note(AttachKind.TRACEPOINT);
        for (ProcessPrivileges less : List.of(new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), false, false),
                new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), true, true))) {
            ProbeCache process = process(less);
            assertThat(process.succeeded(AttachKind.TRACEPOINT)).isFalse();
            process.note(AttachKind.XDP);
        }
        assertThat(process(ROOT).succeeded(AttachKind.XDP)).isFalse();
    }
}
