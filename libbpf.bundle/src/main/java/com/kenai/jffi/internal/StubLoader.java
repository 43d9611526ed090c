package com.kenai.jffi.internal;

import io.eunomia.libbpf.internal.ffi.NativeLoader;
import java.io.File;

/**
 * In the place of jffi's own class of this name, by which it loads the native half of itself. That one looks for it in
 * a dozen places and keeps a log of where, which brings up java.util.logging, {@code String.format} and lambdas: 20 ms
 * of processor time before the first native call. Here one file is opened.
 *
 * <p>jffi's {@code Init} calls the two methods by their names.
 */
public final class StubLoader {
    private static final String FOLDER = "jffi.boot.library.path";
    private static final String FILE = "libjffi-1.2.so";
    private static final Throwable FAILURE = load();

    private StubLoader() {
    }

    /**
     * Opens the file in the folder that the system property names, for jffi's classes: they have this class's loader.
     * NativeLoader sets it; without it somebody else on the same class path was the first to call jffi.
     */
    private static Throwable load() {
        try {
            String folder = System.getProperty(FOLDER);
            System.load(new File(folder != null ? folder : NativeLoader.jffiFolder(), FILE).getAbsolutePath());
            return null;
        } catch (LinkageError | RuntimeException e) {
            return e;
        }
    }

    public static boolean isLoaded() {
        return FAILURE == null;
    }

    /** @return null when {@link #isLoaded} */
    public static Throwable getFailureCause() {
        return FAILURE;
    }
}
