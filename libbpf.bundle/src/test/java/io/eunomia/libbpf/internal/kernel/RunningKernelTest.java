package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(300)
class RunningKernelTest {
    private static final Path KERNEL_BTF = Path.of("/sys/kernel/btf/vmlinux");

    private final KernelProbes probes = kernel();

    private static KernelProbes kernel() {
        return new RunningKernel(TestKernel.libc(), new KernelImage(KERNEL_BTF), TestKernel.libbpf()::kernelBtf, false);
    }

    @Test
    void types_have_the_numbers_that_the_whole_of_them_gives() {
        Btf all = TestKernel.libbpf().kernelBtf();
        KernelTypeLookup types = new KernelTypeLookup(new KernelImage(KERNEL_BTF), () -> all, new SystemFiles(Path.of("/")));
        assertThat(types.function(List.of("no_such_function", "do_exit")))
                .isEqualTo(all.function("do_exit").orElseThrow().id());
        assertThat(types.rawTracepoint("sched_process_exit"))
                .isEqualTo(all.find("btf_trace_sched_process_exit", Typedef.class).orElseThrow().id());
        assertThat(types.rawTracepoint("no_such_tracepoint")).isZero();
        StructType file = all.find("file", StructType.class).orElseThrow();
        assertThat(types.struct("file")).isEqualTo(file.id());
        assertThat(types.member("file", file.members().get(3).name())).isEqualTo(3);
        assertThat(types.member("file", "no_such_member")).isEqualTo(-1);
    }

    @Test
    void without_btf_nothing_is_known_of_types() {
        KernelTypeLookup types = new KernelTypeLookup(new KernelImage(Path.of("/nonexistent/vmlinux")), () -> {
            throw new AssertionError("nobody needs all of them");
        }, new SystemFiles(Path.of("/")));
        assertThat(types.present()).isFalse();
        assertThat(types.function(List.of("do_exit"))).isZero();
        assertThat(types.member("file", "f_pos")).isEqualTo(-1);
        assertThat(types.inModuleFunction("do_exit")).isFalse();
    }

    @Test
    void probes_answer_as_the_table_of_kernels_says() throws IOException {
        probes.mountMissingFileSystems();
        String release = probes.facts().release();
        Map<String, String> expected = expected(release).orElseGet(
                () -> TestKernel.skip("probes", "kernel-probes.csv has no column for kernel " + release));
        Map<String, String> answered = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        ProbeListing.of(probes).forEach((name, result) -> {
            answered.put(name, ProbeListing.word(result));
            reasons.put(name, result.reason());
        });
        assertThat(answered).as("reasons: %s", reasons).isEqualTo(expected);
    }

    private static Optional<Map<String, String>> expected(String release) throws IOException {
        List<String[]> rows;
        try (InputStream in = RunningKernelTest.class.getResourceAsStream("kernel-probes.csv")) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",")).toList();
        }
        String[] heads = rows.get(0);
        return IntStream.range(1, heads.length).filter(column -> release.startsWith(heads[column])).boxed().findFirst()
                .map(column -> rows.stream().skip(1).collect(LinkedHashMap::new,
                        (map, row) -> map.put(row[0], row[column]), Map::putAll));
    }

    @Test
    void probing_leaves_nothing_behind() throws IOException {
        // Finds the libraries and parses BTF, whose descriptors and caches stay.
        probes.attachKind(AttachKind.TP_BTF);
        List<String> before = descriptors();
        List<Path> files = temporaryFiles();
        ProbeListing.of(kernel());
        assertThat(descriptors()).isEqualTo(before);
        assertThat(temporaryFiles()).isEqualTo(files);
    }

    /** What the descriptors of kernel objects stand for; a link or program without one would be gone by itself. */
    private static List<String> descriptors() throws IOException {
        List<String> targets = new ArrayList<>();
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path one : all.toList()) {
                if (Files.isSymbolicLink(one)) {
                    String target = Files.readSymbolicLink(one).toString();
                    if (target.contains("anon_inode") || target.contains("socket")) {
                        targets.add(target);
                    }
                }
            }
        }
        targets.sort(null);
        return targets;
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String ours = "eunomia-probe-" + TestKernel.pid() + "-";
            return all.filter(file -> file.getFileName().toString().startsWith(ours)).sorted().toList();
        }
    }

    @Test
    void conclusive_answers_are_cached() {
        ProbeResult first = probes.attachKind(AttachKind.KPROBE_MULTI);
        assertThat(first).isNotInstanceOf(ProbeResult.Inconclusive.class);
        assertThat(probes.attachKind(AttachKind.KPROBE_MULTI)).isSameAs(first);
    }

    @Test
    void facts_are_this_machines() throws IOException {
        KernelFacts facts = probes.facts();
        assertThat(facts.release()).isEqualTo(System.getProperty("os.version"));
        assertThat(facts.versionCode()).isGreaterThanOrEqualTo(5008);
        assertThat(facts.architecture()).isIn("x86_64", "aarch64");
        assertThat(facts.btf()).isTrue();
        assertThat(facts.onlineCpus()).isBetween(1, facts.possibleCpus());
        assertThat(facts.capabilities()).contains("CAP_BPF", "CAP_PERFMON");
        assertThat(facts.lockdown()).isIn("none", "integrity", "confidentiality");
        assertThat(facts.limits()).containsKeys("RLIMIT_MEMLOCK", "kernel.unprivileged_bpf_disabled");
        String cgroup2 = facts.cgroup2().orElseGet(() -> TestKernel.skip("cgroup2", "cgroup2 is not mounted"));
        assertThat(Path.of(cgroup2, "cgroup.controllers")).exists();
    }

    @Test
    void mounting_what_is_missing_leaves_tracefs_and_bpffs_mounted() {
        List<String> lacking = probes.mountMissingFileSystems();
        assertThat(lacking).as("run as root").isEmpty();
        KernelFacts facts = probes.facts();
        assertThat(Path.of(facts.tracefs().orElseThrow(), "events", "sched")).isDirectory();
        assertThat(Path.of(facts.bpffs().orElseThrow())).isDirectory();
        assertThat(probes.mountMissingFileSystems()).isEmpty();
    }

    @Test
    void tracepoints_are_found_by_name() {
        probes.mountMissingFileSystems();
        assertThat(probes.tracepoint("sched", "sched_process_exec").supported()).isTrue();
        assertThat(probes.tracepoint("syscalls", "sys_enter_openat").supported()).isTrue();
        assertThat(probes.tracepoint("syscalls", "sys_enter_opena"))
                .isInstanceOfSatisfying(ProbeResult.Unsupported.class,
                        no -> assertThat(no.reason()).contains("syscalls/sys_enter_opena"));
        assertThat(probes.rawTracepoint("sched_process_exec").supported()).isTrue();
        assertThat(probes.rawTracepoint("sched_process_exek")).isInstanceOf(ProbeResult.Unsupported.class);
    }

    @Test
    void functions_are_found_where_the_kernel_can_hook_them() {
        probes.mountMissingFileSystems();
        for (AttachKind kind : List.of(AttachKind.KPROBE, AttachKind.FENTRY)) {
            ProbeResult possible = probes.attachKind(kind);
            ProbeResult real = probes.kernelFunction(kind, "do_unlinkat");
            ProbeResult madeUp = probes.kernelFunction(kind, "do_unlinkat_by_hand");
            assertThat(madeUp).isInstanceOf(ProbeResult.Unsupported.class);
            assertThat(real.supported()).isEqualTo(possible.supported());
            assertThat(real.reason()).isEqualTo(possible.reason());
            assertThat(possible.supported() ? "do_unlinkat_by_hand" : possible.reason())
                    .isSubstringOf(madeUp.reason());
        }
    }

    @Test
    void without_privileges_nothing_is_said_of_the_kernel_but_what_to_do() throws Exception {
        List<String> rows = child(ProbeListing.class, "setpriv", "--bounding-set=-all", "--inh-caps=-all").stream()
                .filter(row -> !row.startsWith("#") && !row.contains("UNSPEC")).toList();
        assertThat(rows).hasSizeGreaterThan(80);
        assertThat(rows).noneMatch(row -> row.contains(",no,") && row.contains("EPERM"));
        assertThat(rows).filteredOn(row -> row.startsWith("attach tp_btf,") || row.startsWith("program XDP,"))
                .hasSize(2).allMatch(row -> row.contains(",unknown,needs CAP_BPF"));
    }

    @Test
    void missing_file_systems_are_mounted() throws Exception {
        List<String> lines = child(MissingMounts.class, "unshare", "--mount", "sh", "-c",
                "umount -a -t tracefs,debugfs,bpf && exec \"$@\"", "sh");
        assertThat(lines).containsExactly("no tracefs no bpffs",
                "unknown tracefs is not mounted: mount -t tracefs tracefs /sys/kernel/tracing", "[]",
                "/sys/kernel/tracing /sys/fs/bpf", "yes ");
    }

    /** Runs a main program in another JVM below a command. */
    private static List<String> child(Class<?> main, String... below) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(below));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        List<String> lines = new String(output, StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }
}
