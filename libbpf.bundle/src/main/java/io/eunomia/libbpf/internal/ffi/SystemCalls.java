package io.eunomia.libbpf.internal.ffi;

/**
 * Makes system calls that the C library has no function for. The numbers are from arch/x86/entry/syscalls/syscall_64.tbl and
 * include/uapi/asm-generic/unistd.h (the table of aarch64 and all newer architectures); from 424 on all architectures share
 * them.
 */
public enum SystemCalls {
    BPF(321, 280), PERF_EVENT_OPEN(298, 241), FSOPEN(430, 430), FSCONFIG(431, 431), FSMOUNT(432, 432),
    OPENAT(257, 56), MEMBARRIER(324, 283), MEMFD_CREATE(319, 279),
    SIGPROCMASK(14, 135), PIDFD_SEND_SIGNAL(424, 424), PIDFD_OPEN(434, 434), OPENAT2(437, 437);

    private final int x86;
    private final int generic;

    SystemCalls(int x86, int generic) {
        this.x86 = x86;
        this.generic = generic;
    }

    public long number() {
        return "amd64".equals(System.getProperty("os.arch")) ? x86 : generic;
    }

    /** @return the call's result; -1 with errno in {@link ReturnCodes#lastErrno} when it fails */
    public long call(LibC c, long first, long second, long third, long fourth, long fifth) {
        return c.syscall(number(), first, second, third, fourth, fifth, 0);
    }
}
