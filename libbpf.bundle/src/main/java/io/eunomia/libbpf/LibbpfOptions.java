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
 */
public record LibbpfOptions(String library, Optional<Path> directory, boolean leakOrigins) {
    private static final String LIBRARY = "eunomia.libbpf";
    private static final String DIRECTORY = "eunomia.libbpf.directory";
    private static final String LEAKS = "eunomia.libbpf.leaks";

    /** From the system properties {@code eunomia.libbpf}, {@code .directory} and {@code .leaks}. */
    public static LibbpfOptions fromSystemProperties() {
        String directory = System.getProperty(DIRECTORY);
        return new LibbpfOptions(System.getProperty(LIBRARY, ""),
                directory == null ? Optional.empty() : Optional.of(Path.of(directory)), Boolean.getBoolean(LEAKS));
    }

    /** These options with a directory for the case that they name none. */
    public LibbpfOptions orDirectory(Path fallback) {
        return directory.isPresent() ? this : new LibbpfOptions(library, Optional.of(fallback), leakOrigins);
    }
}
