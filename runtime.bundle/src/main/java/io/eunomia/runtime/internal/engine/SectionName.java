package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.kernel.AttachKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from an ELF section's name which kind of hook its program is for and the target within it. The prefixes are those
 * of {@code section_defs} in libbpf.c.
 *
 * @param prefix up to the first slash, without a {@code .s} for "sleepable"
 * @param target behind the slash; empty when the section names none
 */
record SectionName(String prefix, String target) {
    private static final Map<String, AttachKind> KINDS = Map.ofEntries(
            Map.entry("tracepoint", AttachKind.TRACEPOINT), Map.entry("tp", AttachKind.TRACEPOINT),
            Map.entry("raw_tracepoint", AttachKind.RAW_TP), Map.entry("raw_tp", AttachKind.RAW_TP),
            Map.entry("raw_tracepoint.w", AttachKind.RAW_TP), Map.entry("raw_tp.w", AttachKind.RAW_TP),
            Map.entry("tp_btf", AttachKind.TP_BTF),
            Map.entry("kprobe", AttachKind.KPROBE), Map.entry("kretprobe", AttachKind.KPROBE),
            Map.entry("kprobe.multi", AttachKind.KPROBE_MULTI), Map.entry("kretprobe.multi", AttachKind.KPROBE_MULTI),
            Map.entry("ksyscall", AttachKind.KSYSCALL), Map.entry("kretsyscall", AttachKind.KSYSCALL),
            Map.entry("fentry", AttachKind.FENTRY), Map.entry("fexit", AttachKind.FEXIT),
            Map.entry("fmod_ret", AttachKind.FMOD_RET),
            Map.entry("uprobe", AttachKind.UPROBE), Map.entry("uretprobe", AttachKind.UPROBE),
            Map.entry("uprobe.multi", AttachKind.UPROBE_MULTI), Map.entry("uretprobe.multi", AttachKind.UPROBE_MULTI),
            Map.entry("usdt", AttachKind.USDT), Map.entry("lsm", AttachKind.LSM), Map.entry("lsm_cgroup", AttachKind.LSM),
            Map.entry("perf_event", AttachKind.PERF_EVENT), Map.entry("iter", AttachKind.ITER),
            Map.entry("xdp", AttachKind.XDP), Map.entry("xdp.frags", AttachKind.XDP),
            Map.entry("tc", AttachKind.TC), Map.entry("classifier", AttachKind.TC), Map.entry("tcx", AttachKind.TC),
            Map.entry("sk_lookup", AttachKind.SK_LOOKUP), Map.entry("socket", AttachKind.SOCKET),
            Map.entry("struct_ops", AttachKind.STRUCT_OPS), Map.entry("netfilter", AttachKind.NETFILTER),
            Map.entry("syscall", AttachKind.SYSCALL));

    /** Prefixes that have an attach function in {@code section_defs}. */
    private static final Set<String> PLACED = Set.of("tracepoint", "tp", "raw_tracepoint", "raw_tp", "raw_tracepoint.w",
            "raw_tp.w", "tp_btf", "kprobe", "kretprobe", "kprobe.multi", "kretprobe.multi", "ksyscall", "kretsyscall",
            "uprobe", "uretprobe", "uprobe.multi", "uretprobe.multi", "usdt", "fentry", "fexit", "fmod_ret",
            "lsm", "iter");

    /** Returns the kind of a program whose section another loader has named: by its type. */
    static Optional<AttachKind> kind(ProgramFile program) {
        return of(program.section()).kind().or(() -> Optional.ofNullable(switch (program.type()) {
            case XDP -> AttachKind.XDP;
            case SCHED_CLS, SCHED_ACT -> AttachKind.TC;
            case SOCKET_FILTER -> AttachKind.SOCKET;
            case PERF_EVENT -> AttachKind.PERF_EVENT;
            case SOCK_OPS -> AttachKind.CGROUP;
            default -> null;
        }));
    }

    static SectionName of(String section) {
        String name = section.startsWith("?") ? section.substring(1) : section;
        int slash = name.indexOf('/');
        String prefix = slash < 0 ? name : name.substring(0, slash);
        String target = slash < 0 ? "" : name.substring(slash + 1);
        return new SectionName(prefix.endsWith(".s") ? prefix.substring(0, prefix.length() - 2) : prefix, target);
    }

    /** Returns the kind; empty for sections whose hook cannot be probed on its own. */
    Optional<AttachKind> kind() {
        if (prefix.startsWith("cgroup")) {
            return Optional.of(AttachKind.CGROUP);
        }
        return Optional.ofNullable(KINDS.get(prefix));
    }

    /** Tells whether libbpf can attach a program of this section by itself: its kind has targets, and the section names one. */
    boolean namesPlace() {
        if (!PLACED.contains(prefix)) {
            return prefix.equals("perf_event") && !target.isEmpty();
        }
        return switch (prefix) {
            case "tracepoint", "tp" -> target.indexOf('/') > 0;
            case "uprobe", "uretprobe", "uprobe.multi", "uretprobe.multi" -> target.indexOf(':') > 0;
            case "usdt" -> target.indexOf(':') > 0 && target.indexOf(':') != target.lastIndexOf(':');
            default -> !target.isEmpty();
        };
    }

    /** Tells whether the hook is in a user-space file. */
    boolean userSpace() {
        return prefix.startsWith("uprobe") || prefix.startsWith("uretprobe") || prefix.equals("usdt");
    }

    boolean onReturn() {
        return prefix.startsWith("kret") || prefix.startsWith("uret");
    }

    /**
     * Returns the place of {@code PATH:SYMBOL}; a single function is the place of an ordinary uprobe. Empty when the
     * section names none.
     */
    Optional<AttachPoint> functions() {
        int colon = target.lastIndexOf(':');
        return colon <= 0 ? Optional.empty() : Optional.of(functions(target.substring(0, colon), target.substring(colon + 1), -1,
                onReturn()));
    }

    /** Returns the place of functions in a file. @param symbol a function, or a pattern with {@code *} and {@code ?} */
    static AttachPoint functions(String path, String symbol, int pid, boolean onReturn) {
        return symbol.matches(".*[*?].*") ? new AttachPoint.UprobeMulti(path, symbol, pid, onReturn)
                : new AttachPoint.Uprobe(path, symbol, 0, pid, onReturn);
    }

    /** Tells whether its programs are made for several functions of a file at a time. */
    boolean multipleUprobes() {
        return kind().equals(Optional.of(AttachKind.UPROBE_MULTI));
    }

    /** Returns the kernel function or tracepoint without its offset. */
    String function() {
        int plus = target.indexOf('+');
        return plus < 0 ? target : target.substring(0, plus);
    }
}
