package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.fixture.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelIdentityTest {
    private static final Map<String, String> MACHINE = new TreeMap<>(Map.of("sys/kernel/notes", "build 1",
            "proc/version", "Linux 6.18", "sys/kernel/btf/vmlinux", "types", "proc/sys/kernel/random/boot_id", "boot-1\n",
            "proc/self/status", "Name:\tjava\nCapEff:\t000001ffffffffff\n"));

    @TempDir
    private Path root;

    @BeforeEach
    void machine() throws IOException {
        for (Map.Entry<String, String> file : MACHINE.entrySet()) {
            Files.createDirectories(root.resolve(file.getKey()).getParent());
            Files.writeString(root.resolve(file.getKey()), file.getValue());
        }
    }

    private List<Byte> identity(String lockdown) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : KernelIdentity.of(new SystemFiles(root), lockdown)) {
            bytes.add(each);
        }
        return bytes;
    }

    @Test
    void another_kernel_boot_or_right_is_another_key() throws IOException {
        Set<List<Byte>> keys = new HashSet<>(Set.of(identity("none")));
        assertThat(keys.add(identity("none"))).isFalse();
        assertThat(keys.add(identity("integrity"))).as("lockdown").isTrue();
        Map<String, String> others = Map.of("sys/kernel/notes", "build 2", "proc/version", "Linux 6.19",
                "sys/kernel/btf/vmlinux", "types and more", "proc/sys/kernel/random/boot_id", "boot-2\n",
                "proc/self/status", "Name:\tjava\nCapEff:\t0000000000000400\n");
        assertThat(others.keySet()).isEqualTo(MACHINE.keySet());
        for (Map.Entry<String, String> other : others.entrySet()) {
            Files.writeString(root.resolve(other.getKey()), other.getValue());
            assertThat(keys.add(identity("none"))).as(other.getKey()).isTrue();
            machine();
        }
    }

    @Test
    void a_kernel_that_hides_a_part_of_it_cannot_be_told_from_others() throws IOException {
        for (String hidden : MACHINE.keySet()) {
            Files.delete(root.resolve(hidden));
            assertThat(identity("none")).as(hidden).isEmpty();
            machine();
        }
    }

    @Test
    @Tag("kernel")
    void this_kernel_has_one() {
        byte[] identity = KernelIdentity.of(TestKernel.libc());
        assertThat(identity).hasSizeGreaterThan(64).isEqualTo(KernelIdentity.of(TestKernel.libc()));
    }
}
