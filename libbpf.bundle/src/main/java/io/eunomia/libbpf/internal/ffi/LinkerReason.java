package io.eunomia.libbpf.internal.ffi;

import java.nio.file.Path;

/** What the dynamic linker says when it refuses a library, with what to do about it. */
final class LinkerReason {
    private LinkerReason() {
    }

    /** @param library that jffi could not open, which does not pass on the linker's words @param failure what it says */
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
