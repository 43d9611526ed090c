package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.osgi.framework.Bundle;

/** SHA-256 of packages, in hexadecimal: by it a line of the log names what was loaded. */
final class PackageDigest {

    private PackageDigest() {
    }

    static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Of the package that a bundle was made of; of a tracker bundle, which is a package itself, that of its files as they
     * are installed.
     */
    static String of(Bundle bundle) {
        String known = bundle.getHeaders("").get(TrackerBundleWriter.DIGEST);
        return known != null ? known : of(BundleCopy.of(bundle));
    }
}
