package io.eunomia.launcher.internal.shell;

import io.eunomia.shell.wire.Frame;

/** Answers the daemon's request for a package with a frame of type PACKAGE or NO_PACKAGE. */
@FunctionalInterface
public interface PackageReader {

    /** Reads a package. @param required whether the word can be nothing but a package */
    Frame read(String word, boolean required);
}
