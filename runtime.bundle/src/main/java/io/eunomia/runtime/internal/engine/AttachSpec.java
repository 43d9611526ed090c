package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.util.List;
import java.util.Optional;

/**
 * Reads an attach target as people write it ({@code --attach PROGRAM=TARGET}); what the words mean depends on the
 * program's type. docs/package-format.md has the table.
 */
final class AttachSpec {
    /** {@code enum nf_inet_hooks} of include/uapi/linux/netfilter.h, in its order. */
    private static final List<String> NETFILTER_HOOKS = List.of("prerouting", "input", "forward", "output",
            "postrouting");

    private final ProgramFile program;
    private final SectionName section;
    private final TargetText target;
    private final String text;

    private AttachSpec(ProgramFile program, String text) {
        this.program = program;
        this.section = SectionName.of(program.section());
        this.target = new TargetText(program, text);
        this.text = target.toString();
    }

    /** Parses a target. @throws TrackerException of kind BAD_REQUEST with the syntax that fits the program */
    static AttachPoint parse(ProgramFile program, String text) {
        return new AttachSpec(program, text).parse();
    }

    /**
     * Returns the place that a section names, where libbpf does not understand the section or a name in it has to be looked
     * up.
     *
     * @return empty when the section is left to libbpf
     * @throws TrackerException of kind BAD_PACKAGE when the section is written wrongly
     */
    static Optional<AttachPoint> ofSection(ProgramFile program) {
        SectionName section = SectionName.of(program.section());
        boolean ours = section.userSpace() && !section.prefix().contains(".multi") && section.namesPlace()
                || section.prefix().equals("perf_event") && !section.target().isEmpty();
        if (!ours) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AttachSpec(program, section.target()).parse());
        } catch (TrackerException e) {
            throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "section \"" + program.section()
                    + "\" of program \"" + program.name() + "\" is not understood", e.failure().hint()), e);
        }
    }

    private AttachPoint parse() {
        if (text.isEmpty()) {
            throw target.wrong("a target");
        }
        return switch (program.type()) {
            case TRACEPOINT -> tracepoint();
            case RAW_TRACEPOINT, RAW_TRACEPOINT_WRITABLE -> new AttachPoint.RawTracepoint(target.without("raw_tp"));
            case KPROBE -> userSpace() ? new UserProbeSpec(target, section).parse() : text.startsWith("ksyscall") || text.startsWith("kretsyscall")
                    || section.prefix().endsWith("syscall") ? systemCall() : kprobe();
            case TRACING, LSM -> section.prefix().equals("lsm_cgroup") ? new AttachPoint.Cgroup(target.without("cgroup"))
                    : new AttachPoint.KernelFunction(target.without(section.prefix()));
            case PERF_EVENT -> new PerfEventSpec(target).parse();
            case XDP -> new AttachPoint.Xdp(target.without("xdp"));
            case SCHED_CLS, SCHED_ACT -> classifier();
            case NETFILTER -> netfilter();
            case SOCKET_FILTER -> new AttachPoint.Packets(target.without("packets"));
            case SK_MSG, SK_SKB -> new AttachPoint.SocketMap(target.without("sockmap"));
            case SK_LOOKUP, FLOW_DISSECTOR -> new AttachPoint.NetworkNamespace(target.without("netns"));
            default -> cgroup();
        };
    }

    private AttachPoint cgroup() {
        if (!program.type().name().startsWith("CGROUP") && program.type() != ProgramType.SOCK_OPS) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "program \"" + program.name()
                    + "\" (" + program.section() + ") takes no attach target", "leave out --attach for it"));
        }
        return new AttachPoint.Cgroup(target.without("cgroup"));
    }

    private AttachPoint tracepoint() {
        String name = text.startsWith("tp/") ? text.substring(3) : target.without("tracepoint");
        int cut = name.indexOf('/') < 0 ? name.indexOf(':') : name.indexOf('/');
        if (cut <= 0 || cut == name.length() - 1) {
            throw target.wrong("CATEGORY/NAME, e.g. sched/sched_switch");
        }
        return new AttachPoint.Tracepoint(name.substring(0, cut), name.substring(cut + 1));
    }

    /** Tells whether the target is in user space, by its colon: kernel functions have none in their names. */
    private boolean userSpace() {
        return section.userSpace() || text.startsWith("/") || text.startsWith("uprobe") || text.startsWith("uretprobe")
                || target.without("kretprobe").equals(text) && target.without("kprobe").equals(text)
                && target.without("ksyscall").equals(text) && target.without("kretsyscall").equals(text) && text.indexOf(':') > 0;
    }

    private AttachPoint systemCall() {
        boolean onReturn = section.onReturn() || text.startsWith("kret");
        return new AttachPoint.Ksyscall(target.without(text.startsWith("kret") ? "kretsyscall" : "ksyscall"), onReturn);
    }

    private AttachPoint kprobe() {
        boolean onReturn = section.onReturn() || text.startsWith("kretprobe");
        String name = target.without(onReturn ? "kretprobe" : "kprobe");
        int plus = name.indexOf('+');
        return plus < 0 ? new AttachPoint.Kprobe(name, 0, onReturn)
                : new AttachPoint.Kprobe(name.substring(0, plus), target.number(name.substring(plus + 1)), onReturn);
    }

    private AttachPoint classifier() {
        String name = target.without("tc");
        boolean egress = name.endsWith(":egress")
                || section.target().equals("egress") && !name.endsWith(":ingress");
        int colon = name.indexOf(':');
        if (colon >= 0 && !egress && !name.endsWith(":ingress")) {
            throw target.wrong("INTERFACE[:ingress|:egress]");
        }
        return new AttachPoint.Tc(colon < 0 ? name : name.substring(0, colon), !egress);
    }

    private AttachPoint netfilter() {
        String[] words = target.without("netfilter").split(":", -1);
        int hook = words.length < 2 ? -1 : NETFILTER_HOOKS.indexOf(words[1]);
        if (hook < 0 || words.length > 3 || !words[0].equals("ipv4") && !words[0].equals("ipv6")) {
            throw target.wrong("ipv4|ipv6:" + String.join("|", NETFILTER_HOOKS) + "[:PRIORITY], e.g. ipv4:input:-100");
        }
        int family = words[0].equals("ipv4") ? 2 : 10;
        return new AttachPoint.Netfilter(family, hook, words.length == 3 ? priority(words[2]) : 0);
    }

    private int priority(String digits) {
        try {
            int number = Integer.parseInt(digits);
            if (number != Integer.MIN_VALUE && number != Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The failure is reported below, as for a number that the kernel keeps to itself.
        }
        throw target.wrong("a priority from -2147483647 to 2147483646 instead of \"" + digits + '"');
    }
}
