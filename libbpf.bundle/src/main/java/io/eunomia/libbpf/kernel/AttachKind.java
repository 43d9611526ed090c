package io.eunomia.libbpf.kernel;

/** Kinds of hook a kernel may or may not have; the name in lower case is what users see and what capabilities use. */
public enum AttachKind {
    TRACEPOINT, RAW_TP, TP_BTF, KPROBE, KPROBE_MULTI, KSYSCALL, FENTRY, FEXIT, FMOD_RET, UPROBE, UPROBE_MULTI, USDT,
    LSM, PERF_EVENT, ITER, CGROUP, XDP, TC, TCX, SK_LOOKUP, SOCKET, STRUCT_OPS, NETFILTER, SYSCALL;

    /** {@code kprobe_multi} is written {@code kprobe.multi} by the field. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace("_multi", ".multi");
    }
}
