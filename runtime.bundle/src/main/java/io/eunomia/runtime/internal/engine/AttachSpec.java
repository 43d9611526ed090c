package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an attach target as people write it ({@code --attach PROGRAM=TARGET}); what the words mean depends on the
 * program's type. docs/package-format.md has the table.
 */
final class AttachSpec {
    /** {@code enum perf_sw_ids} and {@code enum perf_hw_id} of include/uapi/linux/perf_event.h: type, config. */
    private static final Map<String, int[]> PERF_EVENTS = Map.of("cpu-clock", new int[] {1, 0},
            "task-clock", new int[] {1, 1}, "page-faults", new int[] {1, 2}, "context-switches", new int[] {1, 3},
            "cpu-migrations", new int[] {1, 4}, "cycles", new int[] {0, 0}, "instructions", new int[] {0, 1},
            "cache-references", new int[] {0, 2}, "cache-misses", new int[] {0, 3});

    /** {@code enum nf_inet_hooks} of include/uapi/linux/netfilter.h, in its order. */
    private static final List<String> NETFILTER_HOOKS = List.of("prerouting", "input", "forward", "output",
            "postrouting");

    /** The types of {@code perf_event/…} sections of other loaders: {@code enum perf_type_id}, by number or as written here. */
    private static final List<String> PERF_TYPES = List.of("hardware", "software");

    private final ProgramFile program;
    private final SectionName section;
    private final String text;

    private AttachSpec(ProgramFile program, String text) {
        this.program = program;
        this.section = SectionName.of(program.section());
        this.text = text.strip();
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
            throw wrong("a target");
        }
        return switch (program.type()) {
            case TRACEPOINT -> tracepoint();
            case RAW_TRACEPOINT, RAW_TRACEPOINT_WRITABLE -> new AttachPoint.RawTracepoint(without("raw_tp"));
            case KPROBE -> userSpace() ? userProbe() : text.startsWith("ksyscall") || text.startsWith("kretsyscall")
                    || section.prefix().endsWith("syscall") ? systemCall() : kprobe();
            case TRACING, LSM -> section.prefix().equals("lsm_cgroup") ? new AttachPoint.Cgroup(without("cgroup"))
                    : new AttachPoint.KernelFunction(without(section.prefix()));
            case PERF_EVENT -> perfEvent();
            case XDP -> new AttachPoint.Xdp(without("xdp"));
            case SCHED_CLS, SCHED_ACT -> classifier();
            case NETFILTER -> netfilter();
            case SOCKET_FILTER -> new AttachPoint.Packets(without("packets"));
            case SK_MSG, SK_SKB -> new AttachPoint.SocketMap(without("sockmap"));
            case SK_LOOKUP, FLOW_DISSECTOR -> new AttachPoint.NetworkNamespace(without("netns"));
            default -> cgroup();
        };
    }

    private AttachPoint cgroup() {
        if (!program.type().name().startsWith("CGROUP") && program.type() != ProgramType.SOCK_OPS) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "program \"" + program.name()
                    + "\" (" + program.section() + ") takes no attach target", "leave out --attach for it"));
        }
        return new AttachPoint.Cgroup(without("cgroup"));
    }

    /** Removes an optional prefix: {@code kprobe/f}, {@code kprobe:f} and {@code f} mean the same. */
    private String without(String prefix) {
        boolean prefixed = text.length() > prefix.length() + 1 && text.startsWith(prefix)
                && (text.charAt(prefix.length()) == '/' || text.charAt(prefix.length()) == ':');
        return prefixed ? text.substring(prefix.length() + 1) : text;
    }

    private AttachPoint tracepoint() {
        String name = text.startsWith("tp/") ? text.substring(3) : without("tracepoint");
        int cut = name.indexOf('/') < 0 ? name.indexOf(':') : name.indexOf('/');
        if (cut <= 0 || cut == name.length() - 1) {
            throw wrong("CATEGORY/NAME, e.g. sched/sched_switch");
        }
        return new AttachPoint.Tracepoint(name.substring(0, cut), name.substring(cut + 1));
    }

    /** Tells whether the target is in user space, by its colon: kernel functions have none in their names. */
    private boolean userSpace() {
        return section.userSpace() || text.startsWith("/") || text.startsWith("uprobe") || text.startsWith("uretprobe")
                || without("kretprobe").equals(text) && without("kprobe").equals(text)
                && without("ksyscall").equals(text) && without("kretsyscall").equals(text) && text.indexOf(':') > 0;
    }

    private AttachPoint systemCall() {
        boolean onReturn = section.onReturn() || text.startsWith("kret");
        return new AttachPoint.Ksyscall(without(text.startsWith("kret") ? "kretsyscall" : "ksyscall"), onReturn);
    }

    private AttachPoint kprobe() {
        boolean onReturn = section.onReturn() || text.startsWith("kretprobe");
        String name = without(onReturn ? "kretprobe" : "kprobe");
        int plus = name.indexOf('+');
        return plus < 0 ? new AttachPoint.Kprobe(name, 0, onReturn)
                : new AttachPoint.Kprobe(name.substring(0, plus), number(name.substring(plus + 1)), onReturn);
    }

    private AttachPoint userProbe() {
        int pid = -1;
        boolean onReturn = section.onReturn() || text.startsWith("uretprobe");
        String rest = text.startsWith("uretprobe") ? without("uretprobe") : text.startsWith("uprobe")
                ? without("uprobe") : without(section.prefix());
        int comma = rest.lastIndexOf(",pid=");
        if (comma >= 0) {
            pid = whole(rest.substring(comma + 5));
            rest = rest.substring(0, comma);
        }
        int colon = rest.indexOf(':', 1);
        if (colon < 0 || colon == rest.length() - 1) {
            throw wrong("PATH:SYMBOL[+OFFSET][,pid=PID], LIBRARY:SYMBOL or PATH:0xOFFSET, e.g. libc:malloc");
        }
        String path = rest.substring(0, colon);
        String where = rest.substring(colon + 1);
        if (section.prefix().equals("usdt")) {
            int second = where.indexOf(':');
            if (second <= 0 || second == where.length() - 1) {
                throw wrong("PATH:PROVIDER:NAME[,pid=PID]");
            }
            return new AttachPoint.Usdt(path, where.substring(0, second), where.substring(second + 1), pid);
        }
        if (Character.isDigit(where.charAt(0))) {
            return new AttachPoint.Uprobe(path, "", number(where), pid, onReturn);
        }
        int plus = where.indexOf('+');
        if (plus < 0 && section.multipleUprobes()) {
            return SectionName.functions(path, where, pid, onReturn);
        }
        return plus < 0 ? new AttachPoint.Uprobe(path, where, 0, pid, onReturn)
                : new AttachPoint.Uprobe(path, where.substring(0, plus), number(where.substring(plus + 1)), pid,
                        onReturn);
    }

    private AttachPoint classifier() {
        String name = without("tc");
        boolean egress = name.endsWith(":egress")
                || section.target().equals("egress") && !name.endsWith(":ingress");
        int colon = name.indexOf(':');
        if (colon >= 0 && !egress && !name.endsWith(":ingress")) {
            throw wrong("INTERFACE[:ingress|:egress]");
        }
        return new AttachPoint.Tc(colon < 0 ? name : name.substring(0, colon), !egress);
    }

    private AttachPoint netfilter() {
        String[] words = without("netfilter").split(":", -1);
        int hook = words.length < 2 ? -1 : NETFILTER_HOOKS.indexOf(words[1]);
        if (hook < 0 || words.length > 3 || !words[0].equals("ipv4") && !words[0].equals("ipv6")) {
            throw wrong("ipv4|ipv6:" + String.join("|", NETFILTER_HOOKS) + "[:PRIORITY], e.g. ipv4:input:-100");
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
        throw wrong("a priority from -2147483647 to 2147483646 instead of \"" + digits + '"');
    }

    /**
     * Parses a perf event. The names of perf_event_attr are accepted beside our own, because other loaders write them into
     * sections.
     */
    private AttachPoint perfEvent() {
        String expected = "hz=N or period=N [,event=" + eventNames() + "][,pid=PID] [,type=hardware|software,config=N]";
        int[] event = PERF_EVENTS.get("cpu-clock").clone();
        long rate = 99;
        boolean frequency = true;
        int pid = -1;
        for (String part : without("perf_event").split(",")) {
            int equals = part.indexOf('=');
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            switch (equals < 0 ? part : part.substring(0, equals).strip()) {
                case "hz", "freq", "frequency", "sample_freq" -> {
                    rate = positive(value);
                    frequency = true;
                }
                case "period", "sample_period" -> {
                    rate = positive(value);
                    frequency = false;
                }
                case "event" -> event = known(value);
                case "type" -> event[0] = PERF_TYPES.contains(value) ? PERF_TYPES.indexOf(value) : whole(value);
                case "config" -> event[1] = whole(value);
                case "pid" -> pid = whole(value);
                default -> throw wrong(expected);
            }
        }
        return new AttachPoint.PerfEvent(event[0], event[1], rate, frequency, pid);
    }

    private int[] known(String event) {
        int[] numbers = PERF_EVENTS.get(event);
        if (numbers == null) {
            throw wrong("one of the events " + eventNames());
        }
        return numbers.clone();
    }

    private long positive(String digits) {
        long value = number(digits);
        if (value == 0) {
            throw wrong("a number from 1 instead of 0");
        }
        return value;
    }

    private int whole(String digits) {
        long value = number(digits);
        if (value > Integer.MAX_VALUE) {
            throw wrong("a number up to " + Integer.MAX_VALUE + " instead of \"" + digits + '"');
        }
        return (int) value;
    }

    private static String eventNames() {
        return String.join("|", PERF_EVENTS.keySet().stream().sorted().toList());
    }

    private long number(String digits) {
        try {
            long value = Long.decode(digits);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The failure is reported below, as for a negative number.
        }
        throw wrong("a number instead of \"" + digits + '"');
    }

    private TrackerException wrong(String expected) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "attach target \"" + text
                + "\" of program \"" + program.name() + "\" (" + program.section() + ") is not understood",
                "expected " + expected));
    }
}
