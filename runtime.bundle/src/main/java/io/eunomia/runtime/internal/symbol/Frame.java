package io.eunomia.runtime.internal.symbol;

/**
 * One place in code.
 *
 * @param name of the function, demangled where that is certain; for an unknown place its address, {@code 0x7f00deadbeef}, or the
 *     place in its file, {@code [libc.so.6+0x1234]}
 * @param module the file's name without folders, {@code kernel}, a kernel module's name, {@code bpf}, {@code vdso} or {@code jit};
 *     empty if it is not known
 * @param offset from the function's first byte, of an unknown place from the file's first; 0 if that is not known
 * @param known whether the name is that of a function
 */
public record Frame(String name, String module, long offset, boolean known) {

    /** The module of the kernel's own functions. */
    public static final String KERNEL = "kernel";

    static Frame known(String name, String module, long offset) {
        return new Frame(name, module, offset, true);
    }

    static Frame unknown(long address) {
        return new Frame("0x" + Long.toHexString(address), "", 0, false);
    }

    /** A place in a file whose function is not known. @param offset in the file */
    static Frame in(String module, long offset) {
        return new Frame('[' + module + "+0x" + Long.toHexString(offset) + ']', module, offset, false);
    }
}
