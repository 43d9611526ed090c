package io.eunomia.libbpf;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the native library is found and watched.
 *
 * @param library empty for the libbpf inside this bundle, {@code system} for the host's, or the path of a
 *     {@code libbpf.so} of version 1.0 or newer
 * @param directory where the bundled library is written to before it is opened; must allow execution. Empty for a
 *     private directory below {@code java.io.tmpdir}
 * @param leakOrigins whether a report of an object that was never closed shows where it was opened; costs a stack
 *     trace per object
 * @param btf what takes the place of {@code /sys/kernel/btf/vmlinux}: see {@link io.eunomia.libbpf.core.KernelTypes#read}
 */
public record LibbpfOptions(String library, Optional<Path> directory, boolean leakOrigins, Optional<Path> btf) {
    private static final String LIBRARY = "eunomia.libbpf";
    private static final String DIRECTORY = "eunomia.libbpf.directory";
    private static final String LEAKS = "eunomia.libbpf.leaks";
    private static final String BTF = "eunomia.btf";

    /** With the types that the running kernel shows. */
    public LibbpfOptions(String library, Optional<Path> directory, boolean leakOrigins) {
        this(library, directory, leakOrigins, Optional.empty());
    }

    /** From the system properties {@code eunomia.libbpf}, {@code .directory} and {@code .leaks}, and {@code eunomia.btf}. */
    public static LibbpfOptions fromSystemProperties() {
        String directory = System.getProperty(DIRECTORY);
        return new LibbpfOptions(System.getProperty(LIBRARY, ""),
                path(directory), Boolean.getBoolean(LEAKS), path(System.getProperty(BTF)));
    }

    private static Optional<Path> path(String name) {
        return name == null || name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    }

    /** These options with a directory for the case that they name none. */
    public LibbpfOptions orDirectory(Path fallback) {
        return directory.isPresent() ? this : new LibbpfOptions(library, Optional.of(fallback), leakOrigins, btf);
    }
}
