package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.internal.ffi.NativeMemory;
import java.nio.ByteBuffer;

/**
 * Builds the option structs of libbpf's attach functions (bpf/libbpf.h of libbpf 1.0, on 64-bit machines). Each begins with
 * its own size, which tells newer libraries that later fields are absent. The caller must keep a buffer reachable during
 * the call.
 */
final class AttachOptions {

    private AttachOptions() {
    }

    private static ByteBuffer sized(int bytes) {
        return NativeMemory.allocate(bytes).putLong(0, bytes);
    }

    /** Builds {@code struct bpf_kprobe_opts}: cookie at 8, offset at 16, retprobe at 24. */
    static ByteBuffer kprobe(long offset, boolean onReturn) {
        return sized(32).putLong(16, offset).put(24, flag(onReturn));
    }

    /** Builds {@code struct bpf_kprobe_multi_opts}: retprobe at 40. */
    static ByteBuffer kprobeMulti(boolean onReturn) {
        return sized(48).put(40, flag(onReturn));
    }

    /** The same struct for functions given by name. @param names address of an array of {@code count} strings */
    static ByteBuffer kprobeMulti(long names, int count) {
        return sized(48).putLong(8, names).putLong(32, count);
    }

    /** Builds {@code struct bpf_link_create_opts} of libbpf 1.3: netfilter's pf at 32, hooknum at 36, priority at 40. */
    static ByteBuffer netfilter(int family, int hook, int priority) {
        return sized(48).putInt(32, family).putInt(36, hook).putInt(40, priority);
    }

    /** Builds {@code struct bpf_ksyscall_opts}: cookie at 8, retprobe at 16. */
    static ByteBuffer ksyscall(boolean onReturn) {
        return sized(24).put(16, flag(onReturn));
    }

    /** Builds {@code struct bpf_uprobe_opts}: retprobe at 24, func_name at 32. @param function address of a string, or 0 */
    static ByteBuffer uprobe(boolean onReturn, long function) {
        return sized(40).put(24, flag(onReturn)).putLong(32, function);
    }

    /** Builds {@code struct bpf_uprobe_multi_opts} of libbpf 1.3: retprobe at 48. */
    static ByteBuffer uprobeMulti(boolean onReturn) {
        return sized(56).put(48, flag(onReturn));
    }

    /** Builds {@code struct bpf_tc_hook}: ifindex at 8, attach_point at 12. */
    static ByteBuffer tcHook(int ifindex, int attachPoint) {
        return sized(24).putInt(8, ifindex).putInt(12, attachPoint);
    }

    /** Builds {@code struct bpf_tc_opts}: prog_fd at 8, flags 12, prog_id 16, handle 20, priority 24. */
    static ByteBuffer tc(int programFd, int handle, int priority) {
        return sized(32).putInt(8, programFd).putInt(20, handle).putInt(24, priority);
    }

    static int tcHandle(ByteBuffer options) {
        return options.getInt(20);
    }

    static int tcPriority(ByteBuffer options) {
        return options.getInt(24);
    }

    private static byte flag(boolean set) {
        return (byte) (set ? 1 : 0);
    }
}
