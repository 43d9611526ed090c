package io.eunomia.libbpf.internal.ffi;

/** Functions of the C library that tests hook by their symbols. */
public interface HookedFunctions {
    int getppid();

    static HookedFunctions bind() {
        return new NamedFunctions("libc.so.6", "").bind(HookedFunctions.class);
    }
}
