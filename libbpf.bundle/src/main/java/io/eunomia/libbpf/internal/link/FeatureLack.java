package io.eunomia.libbpf.internal.link;

import java.util.Map;

/** Explains why a kernel may lack a kind of hook, and what to use instead. */
public final class FeatureLack {
    private static final Map<String, String> REASONS = Map.of(
            "kprobe", "this kernel has no kprobes (CONFIG_KPROBES, CONFIG_KPROBE_EVENTS); use a tracepoint, raw_tp or"
                    + " tp_btf program instead",
            "uprobe", "this kernel has no uprobes (CONFIG_UPROBES, CONFIG_UPROBE_EVENTS)",
            "kprobe.multi", "this kernel has no multi-kprobes (Linux 5.18 with CONFIG_FPROBE); use kprobe, tracepoint"
                    + " or tp_btf programs instead",
            "fentry", "this kernel does not let programs trace functions (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS,"
                    + " lockdown, or its security policy); use kprobe, tracepoint or tp_btf programs instead",
            "lsm", "this kernel has no BPF LSM (CONFIG_BPF_LSM and \"bpf\" in the lsm= list), or its policy refuses it");

    private FeatureLack() {
    }

    /** Tells whether this is a kind of hook that kernels are known to lack or refuse. */
    public static boolean known(String feature) {
        return REASONS.containsKey(feature);
    }

    /** @param feature the kernel's name of the hook */
    public static String reason(String feature) {
        return REASONS.getOrDefault(feature, "this kernel has no " + feature);
    }
}
