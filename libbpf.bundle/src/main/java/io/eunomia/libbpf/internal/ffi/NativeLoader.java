package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.Direct;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.LibbpfOptions;
import java.nio.file.Path;
import java.util.List;

/** Finds and opens libbpf: the one inside this bundle, the host's, or a named file. */
public final class NativeLoader {
    /** Value of {@code choice} for the host's own library. */
    public static final String SYSTEM = "system";
    private static final String SONAME = "libbpf.so.1";
    private static final String STUB_PATH = "jffi.boot.library.path";

    private NativeLoader() {
    }

    /**
     * Loads the libraries; they stay for the life of the process, as JVMs never unload them safely.
     *
     * @param choice empty for the bundled library (the host's if none travels in the bundle), {@link #SYSTEM}, or the
     *     path of a libbpf 1.0 or newer
     * @param directory where bundled libraries are written to, or null for a private temporary one
     * @throws BpfException when no libbpf can be loaded, with the linker's reason
     */
    public static Natives load(String choice, Path directory) {
        BundledLibraries bundled = BundledLibraries.extract(directory);
        startJffi(bundled.directory());
        if (choice.isEmpty() && !bundled.libraries().isEmpty()) {
            return bindLast(bundled.libraries());
        }
        String file = choice.isEmpty() || choice.equals(SYSTEM) ? SONAME : choice;
        LibbpfOptions.fault(choice).ifPresent(fault -> {
            throw new BpfException("native library open", choice, 0, fault + "; --libbpf must name a libbpf.so"
                    + " file, or be \"system\"");
        });
        // A name without a slash would be looked for where the dynamic linker looks, and not here.
        Path named = file.equals(SONAME) ? Path.of(file) : Path.of(file).toAbsolutePath();
        return Natives.bind(open(named.toString()), named);
    }

    private static Natives bindLast(List<Path> libraries) {
        long last = 0;
        for (Path file : libraries) {
            last = open(file.toString());
        }
        return Natives.bind(last, libraries.get(libraries.size() - 1));
    }

    /** Lets jffi load its native half from where we wrote it, by {@code com.kenai.jffi.Init}. */
    private static void startJffi(Path directory) {
        if (System.getProperty(STUB_PATH) != null) {
            return;
        }
        System.setProperty(STUB_PATH, directory.toString());
        try {
            Direct.lastErrno();
        } catch (UnsatisfiedLinkError e) {
            throw new BpfException("native library open", directory.toString(), 0, reason(e.getMessage()), e);
        } finally {
            System.clearProperty(STUB_PATH);
        }
    }

    /** Where jffi's native half is, for those who call jffi before {@link #load}. */
    public static String jffiFolder() {
        return BundledLibraries.extract(null).directory().toString();
    }

    /** {@code x86_64} or {@code aarch64}, as in the bundle's native folders. */
    static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** LOCAL, so that our zlib cannot take the place of the JVM's; DT_NEEDED names match by SONAME all the same. */
    static long open(String file) {
        try {
            return Direct.open(file);
        } catch (UnsatisfiedLinkError e) {
            throw new BpfException("native library open", file, 0, reason(e.getMessage()), e);
        }
    }

    private static String reason(String linker) {
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
