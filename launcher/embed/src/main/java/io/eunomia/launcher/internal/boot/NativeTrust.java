package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.file.TrustedPath;
import io.eunomia.runtime.file.TrustedPath.Distrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks that nobody else can change the native libraries that this process is told to load, because they become part of
 * it.
 */
public final class NativeTrust {
    /** System properties of libbpf's bundle that name libraries. */
    private static final String LIBRARY = "eunomia.libbpf";
    private static final String FOLDER = "eunomia.libbpf.directory";
    private static final String SYSTEM = "system";

    private NativeTrust() {
    }

    /**
     * Judges a library.
     *
     * @param libbpf as {@code --libbpf} takes it; may be empty
     * @throws BootException when the file cannot be looked at
     */
    public static Optional<Distrust> distrust(String libbpf) {
        return libbpf.isEmpty() || libbpf.equals(SYSTEM) ? Optional.empty() : judge(Path.of(libbpf));
    }

    /**
     * Checks the libraries that the system properties name, whoever set them.
     *
     * @throws BootException when it is not to be trusted
     */
    static void requireTrusted() {
        String folder = System.getProperty(FOLDER, "");
        distrust(System.getProperty(LIBRARY, "")).or(() -> folder.isEmpty() ? Optional.empty() : judge(Path.of(folder)))
                .ifPresent(distrust -> {
                    throw new BootException(distrust.problem()
                            + ", and whoever can write there runs code in this process: " + distrust.remedy());
                });
    }

    private static Optional<Distrust> judge(Path path) {
        try {
            return TrustedPath.distrust(path);
        } catch (IOException e) {
            throw new BootException(path + " cannot be looked at: " + e.getMessage(), e);
        }
    }
}
