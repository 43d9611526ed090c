package io.eunomia.libbpf.internal.ffi;

import java.nio.file.Path;

/**
 * The native libraries, bound to Java interfaces.
 *
 * @param bpf libbpf
 * @param c the C library
 * @param file the file that libbpf was loaded from; a bare file name when the dynamic linker looked it up
 * @param cLibrary the dynamic linker's handle of the C library
 */
public record Natives(LibBpf bpf, LibC c, Path file, long cLibrary) {

    /** The address of a function of the C library, to be given to C as a callback. */
    public long cFunction(String name) {
        return ReturnCodes.checkPtr(c.dlsym(cLibrary, name), "native function find", name);
    }
}
