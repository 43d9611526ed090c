package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.Natives;

/**
 * The loaded native libraries and what goes with them; everything that makes or holds kernel objects has it.
 *
 * @param possibleCpus number of possible CPUs, which is the number of values that a per-CPU map has for a key
 */
public record NativeContext(Natives natives, LibbpfMessages messages, LeakGuard leaks, int possibleCpus) {

    public LibBpf bpf() {
        return natives.bpf();
    }

    public LibC c() {
        return natives.c();
    }
}
