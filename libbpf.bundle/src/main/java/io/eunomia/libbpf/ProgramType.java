package io.eunomia.libbpf;

/** The types of BPF programs: {@code enum bpf_prog_type} of include/uapi/linux/bpf.h, in its order. */
public enum ProgramType {
    UNSPEC, SOCKET_FILTER, KPROBE, SCHED_CLS, SCHED_ACT, TRACEPOINT, XDP, PERF_EVENT, CGROUP_SKB, CGROUP_SOCK,
    LWT_IN, LWT_OUT, LWT_XMIT, SOCK_OPS, SK_SKB, CGROUP_DEVICE, SK_MSG, RAW_TRACEPOINT, CGROUP_SOCK_ADDR,
    LWT_SEG6LOCAL, LIRC_MODE2, SK_REUSEPORT, FLOW_DISSECTOR, CGROUP_SYSCTL, RAW_TRACEPOINT_WRITABLE,
    CGROUP_SOCKOPT, TRACING, STRUCT_OPS, EXT, LSM, SK_LOOKUP, SYSCALL, NETFILTER;

    /** @return the type with this number, {@link #UNSPEC} for numbers newer than this list */
    public static ProgramType of(int number) {
        ProgramType[] all = values();
        return number >= 0 && number < all.length ? all[number] : UNSPEC;
    }

    public int number() {
        return ordinal();
    }
}
