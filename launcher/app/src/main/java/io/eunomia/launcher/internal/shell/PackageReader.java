package io.eunomia.launcher.internal.shell;

import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameType;

/** Answers the daemon's request for a package with a frame of type PACKAGE or NO_PACKAGE. */
@FunctionalInterface
public interface PackageReader {

    /** Reads a file. @param release of the kernel whose types are wanted; empty when the file is to tell */
    Frame read(String word, FrameType.Wanted wanted, String release);
}
