package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.ProgramType;

/**
 * The smallest program of a type that every kernel with the type accepts.
 *
 * @param expectedAttachType {@code enum bpf_attach_type}; types that ignore it take 0
 * @param flags {@code BPF_F_*} of program load
 * @param returned the value that the program returns; harmless wherever it is attached
 * @param btfId id of the kernel function, tracepoint typedef or struct that it is for, or 0
 */
record ProgramSample(ProgramType type, int expectedAttachType, int flags, int returned, int btfId) {
    /** {@code enum bpf_attach_type} of include/uapi/linux/bpf.h. */
    static final int CGROUP_INET_EGRESS = 1;
    static final int CGROUP_INET4_CONNECT = 10;
    static final int CGROUP_GETSOCKOPT = 21;
    static final int TRACE_RAW_TP = 23;
    static final int TRACE_FENTRY = 24;
    static final int TRACE_FEXIT = 25;
    static final int MODIFY_RETURN = 26;
    static final int LSM_MAC = 27;
    static final int TRACE_ITER = 28;
    static final int SK_LOOKUP = 36;
    static final int TRACE_KPROBE_MULTI = 42;
    static final int NETFILTER = 45;
    static final int TCX_INGRESS = 46;
    static final int TRACE_UPROBE_MULTI = 48;

    private static final int F_SLEEPABLE = 1 << 4;

    static ProgramSample of(ProgramType type, int expectedAttachType, int btfId) {
        return new ProgramSample(type, expectedAttachType, 0, 0, btfId);
    }

    /** A sample for program types that need no kernel type. */
    static ProgramSample of(ProgramType type) {
        return switch (type) {
            case CGROUP_SOCK_ADDR -> of(type, CGROUP_INET4_CONNECT, 0);
            case CGROUP_SOCKOPT -> of(type, CGROUP_GETSOCKOPT, 0);
            case CGROUP_SKB -> new ProgramSample(type, CGROUP_INET_EGRESS, 0, 1, 0);
            case SK_LOOKUP -> new ProgramSample(type, SK_LOOKUP, 0, 1, 0);
            case NETFILTER -> new ProgramSample(type, NETFILTER, 0, 1, 0);
            case SYSCALL -> new ProgramSample(type, 0, F_SLEEPABLE, 0, 0);
            // Every kernel refuses it, but only one that knows the type looks at the id before.
            case EXT, STRUCT_OPS -> of(type, 0, 1);
            default -> of(type, 0, 0);
        };
    }
}
