package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.Natives;

/**
 * The loaded native side, handed to everything that makes or holds kernel objects.
 *
 * @param possibleCpus number of possible CPUs: how many values a per-CPU map has for a key
 */
public record NativeContext(Natives natives, LibbpfMessages messages, LeakGuard leaks, int possibleCpus) {

    public LibBpf bpf() {
        return natives.bpf();
    }

    public LibC c() {
        return natives.c();
    }
}
