package io.eunomia.runtime.internal.bundle;

import io.eunomia.runtime.internal.parse.PackageLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/** Makes a jar of an installed bundle's content, which is put back when an update fails. */
public final class BundleCopy {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    /**
     * Bytes that may still be read. They are limited because others than the manager may have installed the bundle,
     * whatever its size.
     */
    private int left = PackageLimits.forThisProcess().objectBytes();

    private BundleCopy() {
    }

    /** Copies a bundle. @throws UncheckedIOException when it cannot be read, or holds more than a package may */
    public static byte[] of(Bundle bundle) {
        BundleCopy copy = new BundleCopy();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            copy.read(bundle);
            for (Map.Entry<String, byte[]> entry : copy.entries.entrySet()) {
                ZipEntry next = new ZipEntry(entry.getKey());
                // A fixed time makes the same bundle give the same bytes, whenever it is copied.
                next.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                jar.putNextEntry(next);
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bundle " + bundle.getLocation() + " cannot be read", e);
        }
        return bytes.toByteArray();
    }

    /** Tells whether the bundle holds what {@code jar} does, file by file. */
    public static boolean isOf(Bundle bundle, byte[] jar) {
        BundleCopy copy = new BundleCopy();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            copy.read(bundle);
            int same = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory() && !Arrays.equals(in.readAllBytes(), copy.entries.get(entry.getName()))) {
                    return false;
                }
                same += entry.isDirectory() ? 0 : 1;
            }
            return same == copy.entries.size();
        } catch (IOException | RuntimeException e) {
            // One of the two is damaged, so they differ.
            return false;
        }
    }

    private void read(Bundle bundle) throws IOException {
        // The specification of jars wants the manifest first.
        URL manifest = bundle.getEntry(MANIFEST);
        if (manifest == null) {
            throw new IOException("it has no manifest");
        }
        add(MANIFEST, manifest);
        Enumeration<URL> urls = bundle.findEntries("/", "*", true);
        for (URL entry : urls == null ? Collections.<URL>emptyList() : Collections.list(urls)) {
            String path = entry.getPath().substring(1);
            if (!path.endsWith("/") && !path.equals(MANIFEST)) {
                add(path, entry);
            }
        }
    }

    private void add(String path, URL entry) throws IOException {
        try (InputStream in = entry.openStream()) {
            byte[] content = in.readNBytes(left + 1);
            if (content.length > left) {
                throw new IOException("it holds more than is taken of a package");
            }
            left -= content.length;
            entries.put(path, content);
        }
    }
}
