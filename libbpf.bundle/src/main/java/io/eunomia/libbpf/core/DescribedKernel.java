package io.eunomia.libbpf.core;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.Enumerator;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.internal.core.Since;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.External;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers probes for a kernel that is not running here, from its types and perhaps its release. The types come first: they
 * hold {@code enum bpf_prog_type}, {@code bpf_map_type} and {@code bpf_attach_type} and the functions behind a hook, and so
 * show backports and what the kernel's configuration left out. Where the types lack an enum, the release tells; without a
 * release the answer is inconclusive. Nothing is asked of the running kernel. Any thread.
 */
public final class DescribedKernel implements KernelProbes {
    private static final ProbeResult YES = new ProbeResult.Supported();
    /** The kernel's enumerator of the attach type that a kind of hook needs. */
    private static final Map<AttachKind, String> ATTACH_TYPES = Map.ofEntries(
            Map.entry(AttachKind.TP_BTF, "BPF_TRACE_RAW_TP"), Map.entry(AttachKind.KPROBE_MULTI, "BPF_TRACE_KPROBE_MULTI"),
            Map.entry(AttachKind.FENTRY, "BPF_TRACE_FENTRY"), Map.entry(AttachKind.FEXIT, "BPF_TRACE_FEXIT"),
            Map.entry(AttachKind.FMOD_RET, "BPF_MODIFY_RETURN"), Map.entry(AttachKind.LSM, "BPF_LSM_MAC"),
            Map.entry(AttachKind.ITER, "BPF_TRACE_ITER"), Map.entry(AttachKind.UPROBE_MULTI, "BPF_TRACE_UPROBE_MULTI"),
            Map.entry(AttachKind.TCX, "BPF_TCX_INGRESS"), Map.entry(AttachKind.NETFILTER, "BPF_NETFILTER"),
            Map.entry(AttachKind.SK_LOOKUP, "BPF_SK_LOOKUP"));
    /** Functions that show a kind to be configured: a kernel without it does not compile them, so its types lack them. */
    private static final Map<AttachKind, String> EVIDENCE = Map.of(AttachKind.KPROBE, "register_kprobe",
            AttachKind.KSYSCALL, "register_kprobe", AttachKind.KPROBE_MULTI, "register_fprobe",
            AttachKind.UPROBE, "uprobe_mmap", AttachKind.USDT, "uprobe_mmap", AttachKind.UPROBE_MULTI, "uprobe_mmap",
            AttachKind.FENTRY, "register_ftrace_direct", AttachKind.FEXIT, "register_ftrace_direct",
            AttachKind.LSM, "bpf_lsm_verify_prog");
    private static final Map<AttachKind, ProgramType> PROGRAM_TYPES = Map.of(AttachKind.TRACEPOINT, ProgramType.TRACEPOINT,
            AttachKind.RAW_TP, ProgramType.RAW_TRACEPOINT, AttachKind.KPROBE, ProgramType.KPROBE,
            AttachKind.PERF_EVENT, ProgramType.PERF_EVENT, AttachKind.CGROUP, ProgramType.CGROUP_SKB,
            AttachKind.XDP, ProgramType.XDP, AttachKind.TC, ProgramType.SCHED_CLS, AttachKind.SOCKET,
            ProgramType.SOCKET_FILTER, AttachKind.STRUCT_OPS, ProgramType.STRUCT_OPS, AttachKind.SYSCALL, ProgramType.SYSCALL);
    private static final List<String> SYSCALL_PREFIXES = List.of("__x64_sys_", "__arm64_sys_", "__se_sys_", "__do_sys_");

    private final String name;
    private final Optional<String> release;
    private final Btf btf;

    /** @param btf the parsed BTF of {@code types} */
    public DescribedKernel(KernelTypes types, Btf btf) {
        this.release = types.release();
        this.btf = btf;
        this.name = release.map(text -> "Linux " + text).orElse("the kernel of " + types.name());
    }

    /** The kernel's name for messages: {@code Linux 6.1.0-18-amd64}, or {@code the kernel of FILE}. */
    public String name() {
        return name;
    }

    public Btf btf() {
        return btf;
    }

    @Override
    public ProbeResult programType(ProgramType type) {
        return enumerated("bpf_prog_type", "BPF_PROG_TYPE_" + type.name(), "programs of type " + lower(type),
                Since.of(type));
    }

    @Override
    public ProbeResult mapType(MapType type) {
        return enumerated("bpf_map_type", "BPF_MAP_TYPE_" + type.name(), "maps of type " + lower(type), Since.of(type));
    }

    private static String lower(Enum<?> type) {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }

    private ProbeResult enumerated(String type, String value, String what, String since) {
        List<EnumType> found = btf.findAll(type, EnumType.class);
        if (!found.isEmpty()) {
            Set<String> names = found.stream().flatMap(one -> one.values().stream()).map(Enumerator::name)
                    .collect(Collectors.toSet());
            return names.contains(value) || names.contains(value + "_DEPRECATED") ? YES : lacking(what, since);
        }
        if (release.isEmpty() || since.isEmpty()) {
            return new ProbeResult.Inconclusive("whether " + name + " has " + what + " is not known: its types have no enum "
                    + type + (release.isEmpty() ? ", and no release is given (--kernel RELEASE)" : ""));
        }
        return Since.reached(release.get(), since) ? YES : lacking(what, since);
    }

    private ProbeResult lacking(String what, String since) {
        return new ProbeResult.Unsupported(name + " has no " + what + (since.isEmpty() ? "" : " (Linux " + since + ")"));
    }

    @Override
    public ProbeResult attachKind(AttachKind kind) {
        ProgramType program = PROGRAM_TYPES.get(kind);
        ProbeResult possible = program != null ? programType(program) : YES;
        String attachType = ATTACH_TYPES.get(kind);
        if (possible.supported() && attachType != null) {
            possible = enumerated("bpf_attach_type", attachType, kind.label(), Since.of(kind));
        }
        String function = EVIDENCE.get(kind);
        boolean absent = possible.supported() && function != null && btf.function("vfs_read").isPresent()
                && btf.function(function).isEmpty();
        return absent ? new ProbeResult.Unsupported(name + " is configured without " + kind.label() + ": it has no function "
                + function) : possible;
    }

    @Override
    public ProbeResult tracepoint(String category, String name) {
        if (category.equals("syscalls")) {
            String call = name.replaceFirst("^sys_(enter|exit)_", "");
            boolean known = name.matches("sys_(enter|exit)_.+") && SYSCALL_PREFIXES.stream()
                    .anyMatch(prefix -> btf.function(prefix + call).isPresent());
            return known ? YES : absent("no system call " + call);
        }
        return rawTracepoint(name);
    }

    @Override
    public ProbeResult rawTracepoint(String name) {
        return btf.find("btf_trace_" + name, Typedef.class).isPresent() ? YES : absent("no tracepoint " + name);
    }

    @Override
    public ProbeResult external(External kind, String name) {
        boolean typed = kind == External.FUNCTION || kind == External.VARIABLE;
        boolean known = kind == External.FUNCTION ? btf.function(name).isPresent()
                : btf.find(name, Variable.class).isPresent();
        // Untyped symbols and options are in /proc/kallsyms and the kernel's configuration: see ObjectFit#unknown.
        return !typed || known ? YES : absent("no " + (kind == External.FUNCTION ? "function " : "variable ") + name);
    }

    /** Places outside the kernel belong to the machine that will run it, so nothing can be said against them here. */
    @Override
    public ProbeResult place(AttachPoint point) {
        return YES;
    }

    @Override
    public AttachPoint resolved(AttachPoint point) {
        return point;
    }

    @Override
    public Optional<String> option(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> configuration() {
        return Optional.empty();
    }

    private ProbeResult absent(String what) {
        return new ProbeResult.Unsupported(what + " is known to the kernel's own types; only a module could have it");
    }

    @Override
    public ProbeResult kernelFunction(AttachKind kind, String function) {
        ProbeResult possible = attachKind(kind);
        if (!possible.supported() || btf.function(function).isPresent()) {
            return possible;
        }
        return kind == AttachKind.KPROBE ? new ProbeResult.Inconclusive("function " + function + " is not among the types of "
                + name + ": whether a kprobe finds it is not known") : absent("no function " + function);
    }

    @Override
    public KernelFacts facts() {
        return new KernelFacts(release.orElse(""), "", true, Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                "unknown", 1, 1, Map.of(), Optional.empty());
    }

    @Override
    public List<String> mountMissingFileSystems() {
        return List.of();
    }
}
