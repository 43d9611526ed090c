package io.eunomia.libbpf.internal.ffi;

import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/**
 * The native libraries, bound.
 *
 * @param bpf libbpf
 * @param c the C library
 * @param file what libbpf was loaded from; a bare file name when the dynamic linker looked it up
 */
public record Natives(LibBpf bpf, LibC c, Path file) {

    /** Binds libbpf at {@code file}, which may be a bare name such as {@code libbpf.so.1}, and the C library. */
    static Natives bind(Path file) {
        // failImmediately: otherwise a proxy is returned that hides the cause. LoadNow: a missing library is told
        // here and not at the first call.
        LibBpf bpf = LibraryLoader.create(LibBpf.class).failImmediately()
                .option(LibraryOption.LoadNow, true).load(file.toString());
        LibC c = LibraryLoader.create(LibC.class).failImmediately()
                .option(LibraryOption.LoadNow, true).load("libc.so.6");
        return new Natives(bpf, c, file);
    }
}
