package io.eunomia.runtime.internal.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/** The content of an installed bundle as a jar again: what it is put back to when an update fails. */
public final class BundleCopy {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private BundleCopy() {
    }

    public static byte[] of(Bundle bundle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            // The specification of jars wants it first.
            copy(jar, MANIFEST, bundle.getEntry(MANIFEST));
            Enumeration<URL> entries = bundle.findEntries("/", "*", true);
            for (URL entry : entries == null ? Collections.<URL>emptyList() : Collections.list(entries)) {
                String path = entry.getPath().substring(1);
                if (!path.endsWith("/") && !path.equals(MANIFEST)) {
                    copy(jar, path, entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bundle " + bundle.getLocation() + " cannot be read", e);
        }
        return bytes.toByteArray();
    }

    private static void copy(ZipOutputStream jar, String path, URL entry) throws IOException {
        jar.putNextEntry(new ZipEntry(path));
        try (InputStream in = entry.openStream()) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }
}
