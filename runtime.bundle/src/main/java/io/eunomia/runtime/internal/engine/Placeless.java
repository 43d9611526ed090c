package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Describes the failure of programs whose section says what they are and not where they go, with a target that would work. */
final class Placeless {
    private static final Set<ProgramType> NEVER_PLACED = EnumSet.of(ProgramType.UNSPEC, ProgramType.SCHED_ACT,
            ProgramType.EXT);
    private static final String KNOWN = "tracepoint/…, raw_tp/…, tp_btf/…, kprobe/…, fentry/…, uprobe/…, usdt/…,"
            + " perf_event, lsm/…, iter/…, xdp, tc, tcx/…, socket, cgroup_skb/…, cgroup/…, sockops, sk_msg, sk_lookup";

    private Placeless() {
    }

    /**
     * Refuses a chosen program without a place. Programs of struct_ops and those run on demand need none: they are reached
     * otherwise.
     */
    static Optional<Failure> obstacle(ProgramFile program, AttachPoint point) {
        boolean said = !(point instanceof AttachPoint.BySection) || program.type() == ProgramType.STRUCT_OPS
                || SectionName.of(program.section()).namesPlace();
        return said && !NEVER_PLACED.contains(program.type()) ? Optional.empty() : Optional.of(failure(program));
    }

    /**
     * Makes the failure: of kind BAD_REQUEST where a target can be given, else BAD_PACKAGE, because nothing here would ever
     * call the program.
     */
    static Failure failure(ProgramFile program) {
        String example = example(program);
        String subject = "program \"" + program.name() + "\" (" + program.section() + ") ";
        if (program.type() == ProgramType.UNSPEC) {
            return Failure.of(FailureKind.BAD_PACKAGE, subject + "cannot be loaded: libbpf knows no section \""
                    + program.section() + '"', "name it by its kind: " + KNOWN + "; or leave it out: --without "
                    + program.name());
        }
        return example.isEmpty()
                ? Failure.of(FailureKind.BAD_PACKAGE, subject + "cannot be attached: programs of type "
                        + program.type().name().toLowerCase(java.util.Locale.ROOT) + " have no place: whoever uses them"
                        + " names them by their descriptor", "leave it out: --without " + program.name())
                : Failure.at(FailureKind.BAD_REQUEST, "/attach/" + program.name(), subject
                        + "is not attached: its section names no place, and none is given",
                        "say where: --attach " + program.name() + '=' + example);
    }

    /** Returns a target in the form that {@link AttachSpec} takes; empty for programs that have none. */
    static String example(ProgramFile program) {
        String prefix = SectionName.of(program.section()).prefix();
        return switch (program.type()) {
            case XDP, SOCKET_FILTER -> "eth0";
            case SCHED_CLS -> "eth0:ingress";
            case PERF_EVENT -> "hz=49";
            case TRACEPOINT -> "sched/sched_switch";
            case RAW_TRACEPOINT, RAW_TRACEPOINT_WRITABLE -> "sched_switch";
            case KPROBE -> prefix.equals("usdt") ? "/usr/bin/python3:python:function__entry"
                    : prefix.startsWith("u") ? "libc:malloc" : "vfs_read";
            case TRACING -> prefix.equals("tp_btf") ? "sched_switch" : prefix.equals("iter") ? "task" : "vfs_read";
            case LSM -> prefix.equals("lsm_cgroup") ? "/sys/fs/cgroup" : "file_open";
            case SK_MSG, SK_SKB -> "MAP";
            case SK_LOOKUP, FLOW_DISSECTOR -> "/proc/self/ns/net";
            case NETFILTER -> "ipv4:input";
            default -> program.type().name().startsWith("CGROUP") || program.type() == ProgramType.SOCK_OPS
                    ? "/sys/fs/cgroup" : "";
        };
    }
}
