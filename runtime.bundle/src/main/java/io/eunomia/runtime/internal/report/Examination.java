package io.eunomia.runtime.internal.report;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.symbol.KernelFunctions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Examines machine, kernel, library and JVM. */
final class Examination {
    private static final String MACHINE = "machine";
    private static final Path SHOWN = Path.of("/sys/kernel/btf/vmlinux");
    private static final String RIGHTS = "rights";
    private static final String FILE_SYSTEMS = "file systems";

    private final Libbpf libbpf;
    private final PinFolders pins;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Libbpf libbpf, PinFolders pins) {
        this.libbpf = libbpf;
        this.pins = pins;
    }

    /** Mounts the file systems that are missing and may be mounted, then probes; takes some 100 ms. */
    List<Finding> findings() {
        KernelProbes probes = libbpf.probes();
        probes.mountMissingFileSystems();
        KernelFacts facts = probes.facts();
        machine(facts);
        rights(facts);
        fileSystems(facts);
        findings.addAll(new PinFindings(pins).findings());
        probes(probes);
        facts.limits().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey())
                .forEach(limit -> findings.add(fact("limits", limit.getKey(), limit.getValue())));
        return List.copyOf(findings);
    }

    private void machine(KernelFacts facts) {
        findings.add(fact(MACHINE, "kernel", facts.release() + ' ' + facts.architecture()));
        findings.add(facts.btf() ? fact(MACHINE, "BTF", Files.isReadable(SHOWN) ? SHOWN : "given with --btf")
                : new Finding(MACHINE, "BTF", Verdict.FATAL, "missing",
                        "give its types with --btf FILE, or boot a kernel built with CONFIG_DEBUG_INFO_BTF=y; every distribution's kernel since 2021 is"));
        findings.add(libbpf.probes().configuration().map(file -> fact(MACHINE, "configuration", file)).orElseGet(() ->
                new Finding(MACHINE, "configuration", Verdict.LACKING, "cannot be read", "trackers that ask for CONFIG_…"
                        + " need /proc/config.gz (CONFIG_IKCONFIG_PROC) or /boot/config-" + facts.release())));
        findings.add(fact(MACHINE, "CPUs", facts.onlineCpus() + " online, " + facts.possibleCpus() + " possible"));
        facts.container().ifPresent(name -> findings.add(fact(MACHINE, "container", name)));
        findings.add(fact(MACHINE, "libbpf", libbpf.library()));
        findings.add(fact(MACHINE, "Java", Runtime.version() + " (" + System.getProperty("java.home") + ")"));
    }

    private void rights(KernelFacts facts) {
        List<String> held = facts.capabilities();
        boolean all = held.contains("CAP_SYS_ADMIN");
        boolean enough = all || (held.contains("CAP_BPF") && held.contains("CAP_PERFMON"));
        findings.add(new Finding(RIGHTS, "load programs", enough ? Verdict.GOOD : Verdict.FATAL,
                enough ? (all ? "CAP_SYS_ADMIN" : "CAP_BPF, CAP_PERFMON") : "not permitted",
                enough ? "" : "run as root, or with CAP_BPF and CAP_PERFMON (systemd: AmbientCapabilities=)"));
        boolean net = held.contains("CAP_NET_ADMIN");
        findings.add(new Finding(RIGHTS, "network programs", net ? Verdict.GOOD : Verdict.LACKING,
                net ? "CAP_NET_ADMIN" : "not permitted", net ? "" : "xdp, tc and socket programs need CAP_NET_ADMIN"));
        Optional<String> nameless = KernelFunctions.problem();
        findings.add(nameless.isEmpty() ? fact(RIGHTS, "kernel symbols", "/proc/kallsyms")
                : new Finding(RIGHTS, "kernel symbols", Verdict.LACKING, "no addresses", nameless.get()));
        findings.add(fact(RIGHTS, "lockdown", facts.lockdown()));
    }

    private void fileSystems(KernelFacts facts) {
        mount("tracefs", facts.tracefs(), "mount -t tracefs tracefs /sys/kernel/tracing");
        mount("bpffs", facts.bpffs(), "mount -t bpf bpf /sys/fs/bpf");
        mount("cgroup2", facts.cgroup2(), "mount -t cgroup2 none /sys/fs/cgroup");
    }

    private void mount(String name, Optional<String> where, String command) {
        findings.add(where.map(path -> fact(FILE_SYSTEMS, name, path)).orElseGet(
                () -> new Finding(FILE_SYSTEMS, name, Verdict.LACKING, "not mounted", command)));
    }

    private void probes(KernelProbes probes) {
        for (AttachKind kind : AttachKind.values()) {
            probed("attach", kind.label(), probes.attachKind(kind));
        }
        for (ProgramType type : ProgramType.values()) {
            if (type != ProgramType.UNSPEC) {
                probed("program types", type.name().toLowerCase(Locale.ROOT), probes.programType(type));
            }
        }
        for (MapType type : MapType.values()) {
            if (type != MapType.UNSPEC) {
                probed("map types", type.name().toLowerCase(Locale.ROOT), probes.mapType(type));
            }
        }
    }

    private void probed(String topic, String name, ProbeResult result) {
        Verdict verdict = result.supported() ? Verdict.GOOD
                : result instanceof ProbeResult.Unsupported ? Verdict.LACKING : Verdict.UNKNOWN;
        findings.add(new Finding(topic, name, verdict, result.supported() ? "yes"
                : verdict == Verdict.LACKING ? "no" : "not known", result.reason()));
    }

    private static Finding fact(String topic, String name, Object value) {
        return new Finding(topic, name, Verdict.GOOD, String.valueOf(value), "");
    }
}
