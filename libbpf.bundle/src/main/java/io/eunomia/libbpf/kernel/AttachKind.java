package io.eunomia.libbpf.kernel;

/** A kind of hook that a kernel may have. The name in lower case is what users see and what capabilities use. */
public enum AttachKind {
    TRACEPOINT, RAW_TP, TP_BTF, KPROBE, KPROBE_MULTI, KSYSCALL, FENTRY, FEXIT, FMOD_RET, UPROBE, UPROBE_MULTI, USDT,
    LSM, PERF_EVENT, ITER, CGROUP, XDP, TC, TCX, SK_LOOKUP, SOCKET, STRUCT_OPS, NETFILTER, SYSCALL;

    /** The usual spelling of the kind: {@code kprobe_multi} is written {@code kprobe.multi}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace("_multi", ".multi");
    }
}
