package io.eunomia.runtime.internal.bundle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.parse.BundleEntries;
import io.eunomia.runtime.internal.parse.PackageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Gives access to the files of an installed bundle. */
public final class BundleFiles {

    private BundleFiles() {
    }

    /**
     * Opens a bundle's files. A file larger than an object may be is refused, because others than the manager may have
     * installed the bundle.
     */
    public static BundleEntries of(Bundle bundle) {
        int mostBytes = PackageLimits.forThisProcess().objectBytes();
        return path -> {
            URL entry = bundle.getEntry(path);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = entry.openStream()) {
                byte[] content = in.readNBytes(mostBytes + 1);
                if (content.length > mostBytes) {
                    throw new TrackerException(Failure.of(FailureKind.TOO_LARGE, "the bundle's entry " + path
                            + " has more than " + mostBytes + " bytes", "at most " + mostBytes + " are taken"));
                }
                return Optional.of(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
