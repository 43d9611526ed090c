package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.Direct;
import io.eunomia.libbpf.BpfException;
import java.nio.file.Path;

/**
 * The native libraries, bound.
 *
 * @param bpf libbpf
 * @param c the C library
 * @param file what libbpf was loaded from; a bare file name when the dynamic linker looked it up
 */
public record Natives(LibBpf bpf, LibC c, Path file) {
    private static final String C_LIBRARY = "libc.so.6";

    /**
     * Stubs for an open libbpf, and for the C library.
     *
     * @param file what {@code libbpf} was opened from
     * @throws BpfException when there is no C library of glibc's name
     */
    static Natives bind(long libbpf, Path file) {
        long c = NativeLoader.open(C_LIBRARY);
        return new Natives(new LibBpfStubs(libbpf, file.toString()), new LibCStubs(c, C_LIBRARY), file);
    }

    /** Address of a function of the C library, to be given to C as a callback. */
    public long cFunction(String name) {
        return ReturnCodes.checkPtr(Direct.find(Direct.open(C_LIBRARY), name), "native function find", name);
    }
}
