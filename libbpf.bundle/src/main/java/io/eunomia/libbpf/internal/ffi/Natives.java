package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.Library;
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
    private static final String MACHINE_CODE_STUBS = "jnr.ffi.x86asm.enabled";

    /**
     * Binds libbpf at {@code file}, which may be a bare name such as {@code libbpf.so.1}, and the C library.
     *
     * <p>jnr's stubs in machine code are switched off while its classes are initialized: those of jnr-ffi 2.3.4 pass
     * wrong values for the fifth and sixth argument (seen with mmap), need memory that is writable and executable,
     * and take longer to make than they save here.
     */
    static Natives bind(Path file) {
        String before = System.getProperty(MACHINE_CODE_STUBS);
        System.setProperty(MACHINE_CODE_STUBS, "false");
        try {
            return bindPlainly(file);
        } finally {
            if (before == null) {
                System.clearProperty(MACHINE_CODE_STUBS);
            } else {
                System.setProperty(MACHINE_CODE_STUBS, before);
            }
        }
    }

    private static Natives bindPlainly(Path file) {
        // failImmediately: otherwise a proxy is returned that hides the cause. LoadNow: a missing library is told
        // here and not at the first call.
        LibBpf bpf = LibraryLoader.create(LibBpf.class).failImmediately()
                .option(LibraryOption.LoadNow, true).load(file.toString());
        LibC c = LibraryLoader.create(LibC.class).failImmediately()
                .option(LibraryOption.LoadNow, true).load("libc.so.6");
        return new Natives(bpf, c, file);
    }

    /** Address of a function of the C library, to be given to C as a callback. */
    public long cFunction(String name) {
        return ReturnCodes.checkPtr(Library.getDefault().getSymbolAddress(name), "native function find", name);
    }
}
