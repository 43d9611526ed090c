package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * Blocks signals for the calling thread while it loads programs. The verifier gives up with EAGAIN as soon as a signal comes
 * (do_check in kernel/bpf/verifier.c), and libbpf tries five times: a program that takes longer than a profiler's interval
 * would never load. Worse, libbpf probes the kernel's features by loading programs, and an interrupted probe then counts as a
 * lack for the rest of the process. Meanwhile a signal for the whole process goes to another thread, and one for this thread
 * comes late; HotSpot gives up its own, by which it stops threads for a sample, after 2 ms.
 */
final class HeldSignals {
    // include/uapi/asm-generic/signal-defs.h; the kernel's sigset_t has 64 bits, the first for signal 1
    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;
    /** Signals that a thread causes itself (ILL, TRAP, BUS, FPE, SEGV, SYS), and the C library's own (32, 33). */
    private static final int[] NEVER_HELD = {4, 5, 7, 8, 11, 31, 32, 33};
    private static final long HELD = ~IntStream.of(NEVER_HELD).mapToLong(signal -> 1L << signal - 1).sum();

    private HeldSignals() {
    }

    static int during(LibC c, IntSupplier load) {
        ByteBuffer sets = NativeMemory.allocate(2 * Long.BYTES).putLong(0, HELD);
        long before = NativeMemory.address(sets) + Long.BYTES;
        // A sandbox may forbid it; then no signals are held.
        boolean held = mask(c, SIG_BLOCK, NativeMemory.address(sets), before) == 0;
        try {
            return load.getAsInt();
        } finally {
            if (held) {
                mask(c, SIG_SETMASK, before, 0);
            }
            Reference.reachabilityFence(sets);
        }
    }

    private static long mask(LibC c, int how, long set, long old) {
        return SystemCalls.SIGPROCMASK.call(c, how, set, old, Long.BYTES, 0);
    }
}
