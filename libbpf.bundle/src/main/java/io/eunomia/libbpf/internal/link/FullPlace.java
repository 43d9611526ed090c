package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;

/** Explains that a place has as many programs as the kernel allows. Raw tracepoints and kprobes have no such limit. */
final class FullPlace {
    private static final String REMOVE = "stop trackers that are attached there";

    private FullPlace() {
    }

    static String hint(AttachPoint point, String section) {
        return switch (AttachKinds.of(point, section)) {
            // BPF_TRACE_MAX_PROGS of kernel/trace/bpf_trace.c
            case "tracepoint" -> "the kernel runs at most 64 programs at a tracepoint, and this one has them: " + REMOVE
                    + ", or attach to the same place by a program of section " + raw(point, section)
                    + ", of which there may be any number";
            // BPF_MAX_TRAMP_LINKS of include/linux/bpf.h
            case "fentry", "lsm" -> "the kernel runs at most 38 programs at a function by fentry, fexit, fmod_ret and LSM"
                    + " together, and this one has them: " + REMOVE + ", or use a kprobe, of which there may be any number";
            // BPF_CGROUP_MAX_PROGS of kernel/bpf/cgroup.c
            case "cgroup" -> "the kernel runs at most 64 programs of a kind at a cgroup, and this one has them: " + REMOVE
                    + ", or attach to a cgroup below it";
            default -> "the kernel takes no more programs at this place: " + REMOVE;
        };
    }

    /** The raw tracepoint to use instead. The kernel makes the syscalls' tracepoints from two raw ones, which see every call. */
    private static String raw(AttachPoint point, String section) {
        String[] parts = point instanceof AttachPoint.Tracepoint tracepoint
                ? new String[] {"", tracepoint.category(), tracepoint.name()} : section.split("/", 3);
        String name = parts.length < 3 ? "NAME" : parts[2];
        if (parts.length == 3 && parts[1].equals("syscalls")) {
            name = name.startsWith("sys_exit") ? "sys_exit" : "sys_enter";
        }
        return "raw_tp/" + name + " or tp_btf/" + name;
    }
}
