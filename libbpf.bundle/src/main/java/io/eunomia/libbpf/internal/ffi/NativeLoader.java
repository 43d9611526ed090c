package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.LibbpfOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds and opens libbpf: the one inside this bundle, the host's, or a named file. */
public final class NativeLoader {
    /** The value of {@code choice} for the host's own library. */
    public static final String SYSTEM = "system";
    private static final String SONAME = "libbpf.so.1";
    private static final String C_LIBRARY = "libc.so.6";
    private static final NamedFunctions C = new NamedFunctions(C_LIBRARY, "the C library must be glibc 2.34 or newer");
    /** A flag of dlopen(3): bind every symbol at once. */
    private static final int RTLD_NOW = 2;

    private NativeLoader() {
    }

    /**
     * Loads the libraries; they stay for the life of the process, as JVMs never unload them safely.
     *
     * @param choice empty for the bundled library (the host's if the bundle has none), {@link #SYSTEM}, or the
     *     path of a libbpf 1.0 or newer
     * @param directory the folder that bundled libraries are written to, or null for a private temporary one
     * @throws BpfException when no libbpf can be loaded; the message has the linker's reason
     */
    public static Natives load(String choice, Path directory) {
        BundledLibraries bundled = BundledLibraries.extract(directory);
        JnrFfi.start(bundled.jffi());
        LibC c = C.bind(LibC.class);
        if (choice.isEmpty() && !bundled.libraries().isEmpty()) {
            // The linker finds the dependencies of libbpf by their SONAME among the libraries that are open already.
            bundled.libraries().forEach(file -> open(c, file.toString()));
            return bind(c, bundled.libraries().get(bundled.libraries().size() - 1));
        }
        String file = choice.isEmpty() || choice.equals(SYSTEM) ? SONAME : choice;
        LibbpfOptions.fault(choice).ifPresent(fault -> {
            int errno = Files.exists(Path.of(choice)) ? 0 : Errno.ENOENT;
            throw new BpfException("native library open", choice, errno, fault + "; --libbpf must name a libbpf.so"
                    + " file, or be \"system\"");
        });
        // The dynamic linker would search its own folders, and not this one, for a name without a slash.
        Path named = file.equals(SONAME) ? Path.of(file) : Path.of(file).toAbsolutePath();
        open(c, named.toString());
        return bind(c, named);
    }

    private static Natives bind(LibC c, Path libbpf) {
        NamedFunctions functions = new NamedFunctions(libbpf.toString(),
                "another libbpf can be named with -Deunomia.libbpf=PATH");
        return new Natives(functions.bind(LibBpf.class), c, libbpf, open(c, C_LIBRARY));
    }

    /** Opens a library for the life of the process: jnr-ffi would close it when its interface is collected. */
    static long open(LibC c, String file) {
        // The linker forgets its reason at its next call, and the JVM makes one to find a native method of jffi at its first
        // use. These two calls use the methods that read the reason, so that they are found before.
        c.gnu_get_libc_version();
        c.dlerror();
        long library = c.dlopen(file, RTLD_NOW);
        if (library == 0) {
            throw new BpfException("native library open", file, 0, LinkerReason.of(c.dlerror()));
        }
        return library;
    }

    /** The machine's architecture, {@code x86_64} or {@code aarch64}, as the bundle's native folders are named. */
    static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }
}
