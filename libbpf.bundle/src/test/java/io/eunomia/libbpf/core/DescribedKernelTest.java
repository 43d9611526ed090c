package io.eunomia.libbpf.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.btf.BtfBuilder;
import io.eunomia.libbpf.fixture.KernelFiles;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What types tell of a kernel is what the kernel does. */
class DescribedKernelTest {
    /** Types do not tell what lockdown or a security policy refuses, nor what is switched off at boot. */
    private static final Set<AttachKind> BY_POLICY = Set.of(AttachKind.FENTRY, AttachKind.FEXIT, AttachKind.FMOD_RET,
            AttachKind.LSM);

    @TempDir
    private Path folder;

    private static DescribedKernel described(Path file, String release) {
        KernelTypes types = KernelTypes.read(file).ofRelease(release);
        return new DescribedKernel(types, types.parse());
    }

    @Test
    @Tag("kernel")
    void it_answers_for_the_running_kernel_as_that_does() {
        KernelProbes running = TestKernel.libbpf().probes();
        DescribedKernel described = described(KernelFiles.running(), "");
        List<String> differences = new ArrayList<>();
        for (ProgramType type : ProgramType.values()) {
            if (type != ProgramType.UNSPEC) {
                compare(type.name(), running.programType(type), described.programType(type), differences);
            }
        }
        for (MapType type : MapType.values()) {
            if (type != MapType.UNSPEC) {
                compare(type.name(), running.mapType(type), described.mapType(type), differences);
            }
        }
        for (AttachKind kind : AttachKind.values()) {
            if (!BY_POLICY.contains(kind)) {
                compare(kind.label(), running.attachKind(kind), described.attachKind(kind), differences);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(described.tracepoint("sched", "sched_process_exit").supported()).isTrue();
        assertThat(described.tracepoint("syscalls", "sys_enter_openat").supported()).isTrue();
        assertThat(described.tracepoint("syscalls", "sys_exit_no_such_call")).isInstanceOf(ProbeResult.Unsupported.class);
        assertThat(described.rawTracepoint("no_such_tracepoint").reason()).contains("only a module could have it");
    }

    /** Of attaching XDP the policy of the probe says no more than that it loads; what is inconclusive is no answer. */
    private static void compare(String what, ProbeResult running, ProbeResult described, List<String> differences) {
        boolean told = !(running instanceof ProbeResult.Inconclusive) && !running.reason().contains("polic");
        if (told && running.supported() != described.supported()) {
            differences.add(what + ": the kernel says " + running + ", its types " + described);
        }
    }

    @Test
    void older_kernels_answer_from_their_vmlinux() throws IOException {
        DescribedKernel old = described(KernelFiles.cached("6.1"), "");
        assertThat(old.name()).startsWith("Linux 6.1.");
        assertThat(old.mapType(MapType.RINGBUF).supported()).isTrue();
        assertThat(old.mapType(MapType.ARENA).reason()).contains("has no maps of type arena (Linux 6.9)");
        assertThat(old.programType(ProgramType.NETFILTER).reason()).contains("(Linux 6.4)");
        assertThat(old.attachKind(AttachKind.KPROBE).supported()).isTrue();
        assertThat(old.attachKind(AttachKind.KPROBE_MULTI).reason()).contains("configured without kprobe.multi");
        assertThat(old.attachKind(AttachKind.UPROBE_MULTI).reason()).contains("(Linux 6.6)");
        assertThat(old.kernelFunction(AttachKind.FENTRY, "do_unlinkat").supported()).isTrue();
        assertThat(old.kernelFunction(AttachKind.FENTRY, "no_such_function")).isInstanceOf(ProbeResult.Unsupported.class);
        assertThat(old.kernelFunction(AttachKind.KPROBE, "no_such_function")).isInstanceOf(ProbeResult.Inconclusive.class);
    }

    /** Types of which only a part was kept, as for one program, have no enums of the kernel's interface. */
    @Test
    void without_those_enums_the_release_tells_and_without_one_nothing() throws IOException {
        BtfBuilder few = new BtfBuilder();
        few.type("task_struct", BtfBuilder.STRUCT, 8);
        byte[] section = few.build();
        Path named = Files.write(folder.resolve("5.4.0-42-generic.btf"), section);
        assertThat(KernelTypes.read(named).release()).contains("5.4.0-42-generic");
        assertThat(described(named, "").mapType(MapType.RINGBUF).reason()).contains("has no maps of type ringbuf (Linux 5.8)");
        assertThat(described(named, "").mapType(MapType.HASH).supported()).isTrue();
        assertThat(described(named, "5.8").mapType(MapType.RINGBUF).supported()).isTrue();
        Path nameless = Files.write(folder.resolve("min.btf"), section);
        assertThat(described(nameless, "").mapType(MapType.RINGBUF)).isInstanceOf(ProbeResult.Inconclusive.class);
        assertThat(described(nameless, "").mapType(MapType.RINGBUF).reason()).contains("--kernel RELEASE");
        assertThat(described(nameless, "").name()).isEqualTo("the kernel of min.btf");
        assertThatThrownBy(() -> described(nameless, "newest")).isInstanceOf(BpfException.class)
                .hasMessageContaining("a release begins with two numbers");
    }

    @Test
    void what_is_no_types_file_is_named_with_what_to_do() throws IOException {
        refused("vmlinuz-6.1", new byte[] {'M', 'Z', 0, 0, 0, 0, 0, 0}, "extract-vmlinux");
        refused("6.1.btf.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0}, "it is compressed: unpack it first");
        refused("text", "hello".getBytes(StandardCharsets.UTF_8), "neither BTF nor an ELF file");
        refused("empty", new byte[0], "neither BTF nor an ELF file");
        byte[] elf = new byte[64];
        elf[0] = 0x7f;
        elf[1] = 'E';
        elf[2] = 'L';
        elf[3] = 'F';
        refused("elf32", elf, "not of a 64-bit little-endian kernel");
        elf[4] = 2;
        elf[5] = 1;
        refused("headless", elf, "section headers are missing or damaged");
        assertThatThrownBy(() -> KernelTypes.read(folder.resolve("none"))).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> KernelTypes.read(folder)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> KernelTypes.read(Path.of("/dev/zero"))).hasMessageContaining("only regular files are read");
        byte[] damaged = new BtfBuilder().build();
        damaged[damaged.length - 1] = 'x';
        assertThatThrownBy(() -> KernelTypes.of("damaged.btf", damaged).parse()).isInstanceOf(BpfException.class)
                .hasMessageContaining("damaged.btf").hasMessageContaining("they are damaged")
                .hasMessageNotContaining("compile the object again");
    }

    @Test
    void types_tell_whether_they_can_be_of_a_kernel() {
        byte[] section = new BtfBuilder().build();
        KernelTypes named = KernelTypes.of("vmlinux-6.1.0-18-amd64", section);
        assertThat(named.mayBeOf("6.1.0-18-amd64")).isTrue();
        assertThat(named.mayBeOf("6.12.3")).isFalse();
        assertThat(KernelTypes.of("kernel.btf", section).mayBeOf("6.12.3")).isTrue();
        KernelTypes told = new KernelTypes("vmlinux", java.util.Optional.of("6.1.0-18-amd64"), section).named();
        assertThat(KernelTypes.of(told.name(), section).release()).contains("6.1.0-18-amd64");
        assertThat(named.named()).isSameAs(named);
    }

    private void refused(String name, byte[] content, String why) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertThatThrownBy(() -> KernelTypes.read(file)).isInstanceOf(BpfException.class).hasMessageContaining(why)
                .hasMessageContaining("--btf takes BTF");
        assertThatThrownBy(() -> KernelTypes.of(name, content)).hasMessageContaining(why);
    }
}
