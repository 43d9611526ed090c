package io.eunomia.runtime.internal.parse;

import java.util.Optional;

/** Gives access to the files inside a bundle, whether it is installed or still a jar. */
@FunctionalInterface
public interface BundleEntries {

    /** Reads a file. @param path without a leading slash @return the whole content, if there is such a file */
    Optional<byte[]> find(String path);
}
