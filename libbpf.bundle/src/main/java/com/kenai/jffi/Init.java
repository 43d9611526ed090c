package com.kenai.jffi;

import io.eunomia.libbpf.internal.ffi.NativeLoader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * In the place of jffi's own class of this name, by which {@link Foreign} has its native half loaded. That one does so
 * for each of three class loaders, looks in a dozen places and keeps a log of where, which brings up java.util.logging,
 * {@code String.format} and lambdas: 11 ms of processor time before the first native call. Here one file is opened.
 */
final class Init {
    private static final String FOLDER = "jffi.boot.library.path";
    private static final String FILE = "libjffi-1.2.so";

    private Init() {
    }

    /**
     * Opens the file in the folder that the system property names. NativeLoader sets it; without it somebody else on
     * the same class path was the first to call jffi. {@code Foreign} calls this once, and keeps what it throws.
     */
    static void load() throws IOException {
        String folder = System.getProperty(FOLDER);
        File file = new File(folder != null ? folder : NativeLoader.jffiFolder(), FILE).getAbsoluteFile();
        try {
            System.load(file.getPath());
        } catch (UnsatisfiedLinkError e) {
            if (!String.valueOf(e.getMessage()).contains("already loaded in another classloader")) {
                throw e;
            }
            loadCopy(file.toPath());
        }
    }

    /** The JVM opens a file for one class loader only: another Eunomia in this process has it. */
    private static void loadCopy(Path file) throws IOException {
        Path copy = Files.createTempFile(file.getParent(), "libjffi-", ".so");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            System.load(copy.toString());
        } finally {
            Files.delete(copy);
        }
    }
}
