package io.eunomia.libbpf.internal.ffi;

import java.nio.file.Path;

/** Explains why the dynamic linker refuses a library, and what to do about it. */
final class LinkerReason {
    private LinkerReason() {
    }

    /** @param library one that jffi, which drops the linker's words, could not open @param failure jffi's exception */
    static String of(Path library, LinkageError failure) {
        try {
            System.load(library.toString());
            return String.valueOf(failure.getMessage());
        } catch (UnsatisfiedLinkError e) {
            return of(e.getMessage());
        }
    }

    /** @param linker the linker's own words */
    static String of(String linker) {
        if (linker.contains("failed to map segment") || linker.contains("Operation not permitted")) {
            return linker + "; the file system is probably mounted noexec: name another place with"
                    + " -Deunomia.libbpf.directory=DIR";
        }
        if (linker.contains("cannot open shared object file")) {
            return linker + "; install the distribution's libbpf (Debian: libbpf1), or name a file with"
                    + " -Deunomia.libbpf=PATH";
        }
        return linker;
    }
}
