package io.eunomia.libbpf.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from /proc and /sys, on made-up ones. */
class SystemFactsTest {
    @TempDir
    private Path folder;

    @Test
    void mount_points_are_found_by_type_and_unescaped() {
        MountTable mounts = new MountTable(new FakeRoot(folder).with("/proc/self/mounts", """
                proc /proc proc rw 0 0
                cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
                tracefs /with\\040space/tracing tracefs rw 0 0
                tracefs /other tracefs rw 0 0
                short line
                """).files());
        assertThat(mounts.find("cgroup2")).contains(Path.of("/sys/fs/cgroup/unified"));
        assertThat(mounts.find("tracefs")).contains(Path.of("/with space/tracing"));
        assertThat(mounts.find("bpf")).isEmpty();
        assertThat(new MountTable(new SystemFiles(folder.resolve("nowhere"))).find("proc")).isEmpty();
    }

    @Test
    void capability_masks_are_decoded() {
        assertThat(Capabilities.decode("0000000000000000")).isEmpty();
        assertThat(Capabilities.decode("000000c000201000"))
                .containsExactly("CAP_NET_ADMIN", "CAP_SYS_ADMIN", "CAP_PERFMON", "CAP_BPF");
        assertThat(Capabilities.decode("000001ffffffffff")).hasSize(41).endsWith("CAP_CHECKPOINT_RESTORE");
        assertThat(Capabilities.decode("8000000000000000")).containsExactly("CAP_63");
    }

    @Test
    void containers_and_machines_are_recognised() {
        assertThat(HostKind.name(new SystemFiles(folder.resolve("bare")))).isEmpty();
        assertThat(kind("a", "/.dockerenv", "", "/proc/cpuinfo", "flags\t: fpu hypervisor sse\n"))
                .isEqualTo("docker on a virtual machine");
        assertThat(kind("b", "/run/.containerenv", "", "/sys/class/dmi/id/sys_vendor", "QEMU\n"))
                .isEqualTo("podman on qemu");
        assertThat(kind("c", "/proc/1/environ", "HOME=/\0container=lxc\0", "/proc/cpuinfo", "flags: fpu\n"))
                .isEqualTo("lxc");
        assertThat(kind("d", "/proc/1/cgroup", "0::/kubepods/pod1/x\n", "/proc/sys/kernel/osrelease", "6.1.0\n"))
                .isEqualTo("kubernetes");
        assertThat(kind("e", "/proc/sys/kernel/osrelease", "5.15.0-microsoft-standard-WSL2", "/etc/x", ""))
                .isEqualTo("wsl");
        assertThat(kind("f", "/proc/1/cgroup", "0::/init.scope\n", "/proc/cpuinfo", "flags: fpu\n")).isEmpty();
    }

    private String kind(String name, String first, String firstContent, String second, String secondContent) {
        return HostKind.name(new FakeRoot(folder.resolve(name)).with(first, firstContent).with(second, secondContent)
                .files()).orElse("");
    }

    @Test
    void a_lack_of_privileges_is_told_with_its_remedy() {
        ProcessPrivileges none = new ProcessPrivileges(List.of("CAP_NET_ADMIN"), true, false);
        assertThat(none.remedy(List.of("CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN"))).get().asString()
                .contains("needs CAP_BPF, CAP_PERFMON: run as root")
                .contains("AmbientCapabilities=CAP_BPF CAP_PERFMON");
        assertThat(new ProcessPrivileges(List.of("CAP_BPF"), true, false).remedy(List.of("CAP_BPF"))).isEmpty();
        assertThat(new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), true, false).remedy(List.of("CAP_BPF"))).isEmpty();
        assertThat(new ProcessPrivileges(List.of("CAP_SYS_ADMIN"), false, false).remedy(List.of("CAP_BPF"))).get().asString()
                .contains("initial user namespace");
    }

    @Test
    void privileges_are_read_from_proc() {
        SystemFiles files = new FakeRoot(folder)
                .with("/proc/self/status", "Name:\tjava\nCapEff:\t000000c000000000\nSeccomp:\t2\n")
                .with("/proc/self/uid_map", "         0       1000          1\n").files();
        assertThat(ProcessPrivileges.of(files))
                .isEqualTo(new ProcessPrivileges(List.of("CAP_PERFMON", "CAP_BPF"), false, true));
    }

    @Test
    void names_that_are_no_names_find_no_tracepoint() {
        FakeRoot root = new FakeRoot(folder).with("/proc/self/mounts", "tracefs /t tracefs rw 0 0\n")
                .with("/t/events/sched/sched_switch/id", "316\n").with("/t/secret/id", "1\n")
                .with("/t/available_filter_functions", "do_exit\ndo_exit_more\nsnd_open [snd]\n");
        Tracepoints tracepoints = new Tracepoints(root.files());
        assertThat(tracepoints.hidden()).isEmpty();
        assertThat(tracepoints.id("sched", "sched_switch")).contains(316);
        assertThat(tracepoints.id("sched", "sched_swatch")).isEmpty();
        assertThat(tracepoints.id("..", "secret")).isEmpty();
        assertThat(tracepoints.id("sched/sched_switch", "..")).isEmpty();
        assertThat(tracepoints.traceable("do_exit")).contains(true);
        assertThat(tracepoints.traceable("snd_open")).contains(true);
        assertThat(tracepoints.traceable("do_exi")).contains(false);
    }

    @Test
    void what_tracefs_hides_is_inconclusive() {
        SystemFiles unmounted = new FakeRoot(folder).with("/proc/self/mounts", "proc /proc proc rw 0 0\n").files();
        assertThat(new Tracepoints(unmounted).hidden().orElseThrow().reason())
                .isEqualTo("tracefs is not mounted: mount -t tracefs tracefs /sys/kernel/tracing");
        SystemFiles closed = new FakeRoot(folder).with("/proc/self/mounts", "tracefs /closed tracefs rw 0 0\n").files();
        assertThat(new Tracepoints(closed).hidden().orElseThrow().reason()).contains("/closed is not readable");
        assertThat(new Tracepoints(closed).traceable("do_exit")).isEmpty();
    }

    @Test
    void a_file_system_the_kernel_lacks_is_named_with_its_command() {
        SystemFiles files = new FakeRoot(folder).with("/proc/self/mounts", "").files();
        assertThat(new FileSystems(null, files).mountMissing()).hasSize(2)
                .anyMatch(line -> line.startsWith("mount -t tracefs tracefs /sys/kernel/tracing  # no /sys/kernel"))
                .anyMatch(line -> line.startsWith("mount -t bpf bpf /sys/fs/bpf  # no /sys/fs/bpf"));
    }
}
