package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.util.concurrent.locks.LockSupport;

/** Waits until every program invocation under way has ended. */
public final class GracePeriod {
    /** The command {@code MEMBARRIER_CMD_GLOBAL} of include/uapi/linux/membarrier.h: synchronize_rcu() in the kernel. */
    private static final int GLOBAL = 1;
    /** The wait where the command is refused (kernels with full dynamic ticks): far longer than any program may run. */
    private static final long INSTEAD_NANOS = 50_000_000;

    private GracePeriod() {
    }

    public static void await(LibC c) {
        if (SystemCalls.MEMBARRIER.call(c, GLOBAL, 0, 0, 0, 0) == 0) {
            return;
        }
        long end = System.nanoTime() + INSTEAD_NANOS;
        for (long rest = INSTEAD_NANOS; rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}
