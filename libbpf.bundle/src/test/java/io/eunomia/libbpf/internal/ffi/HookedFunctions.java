package io.eunomia.libbpf.internal.ffi;

/** Functions of the C library that tests hook by their symbols; bound after jnr-ffi has been started by a load. */
public interface HookedFunctions {
    int getppid();

    static HookedFunctions bind() {
        return new NamedFunctions("libc.so.6", "").bind(HookedFunctions.class);
    }
}
