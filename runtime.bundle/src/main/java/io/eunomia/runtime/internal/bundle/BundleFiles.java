package io.eunomia.runtime.internal.bundle;

import io.eunomia.runtime.internal.parse.BundleEntries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The files of an installed bundle. */
public final class BundleFiles {

    private BundleFiles() {
    }

    public static BundleEntries of(Bundle bundle) {
        return path -> {
            URL entry = bundle.getEntry(path);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = entry.openStream()) {
                return Optional.of(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
