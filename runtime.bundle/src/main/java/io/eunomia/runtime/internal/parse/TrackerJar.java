package io.eunomia.runtime.internal.parse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Constants;

/**
 * A jar that is to become a tracker bundle. It is read once, checked by its manifest, and written anew for the framework,
 * so that what is installed is what was checked, whatever else the jar's bytes would mean to another reader.
 */
public final class TrackerJar {
    /** Header of bundles that run Java code in the daemon; it is written here, whatever the jar said. */
    public static final String CODE = "Eunomia-Code";

    private final JarEntries entries;
    private final BundleManifest manifest;

    private TrackerJar(JarEntries entries, BundleManifest manifest) {
        this.entries = entries;
        this.manifest = manifest;
    }

    /**
     * Reads a jar.
     *
     * @throws io.eunomia.runtime.TrackerException when it is no jar within {@code limits}, or may not be installed
     */
    public static TrackerJar read(byte[] jar, PackageLimits limits) {
        JarEntries entries = JarEntries.read(jar, limits);
        byte[] manifest = entries.find(JarEntries.MANIFEST).orElseThrow(() -> BadPackage.at("",
                "the jar has no manifest: it is no bundle", "make it with bnd, or send the object or a JSON package"));
        TrackerJar read = new TrackerJar(entries, BundleManifest.read(manifest));
        ManifestRules.check(read.manifest, entries, limits);
        return read;
    }

    BundleEntries entries() {
        return entries;
    }

    String header(String name) {
        return manifest.header(name);
    }

    /** The bundle's symbolic name, without directives. */
    public String symbolicName() {
        String header = header(Constants.BUNDLE_SYMBOLICNAME);
        int directives = header.indexOf(';');
        return (directives < 0 ? header : header.substring(0, directives)).strip();
    }

    /** The path of the descriptor inside the jar, without a leading slash. */
    public String descriptorPath() {
        return BundleForm.path(header(BundleForm.HEADER));
    }

    /** Names what in the jar is Java code or lets code in, for people; empty when it is data alone. */
    Optional<String> code() {
        return JavaCode.in(manifest, entries);
    }

    /**
     * Writes the jar for the framework.
     *
     * @param replaced content of entries that is to stand in the place of what the jar has
     * @return the jar for the framework: the manifest first, entries as they were read, nothing else
     */
    public byte[] write(Map<String, byte[]> replaced) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(JarEntries.MANIFEST, manifest());
        entries.names().forEach(name -> all.putIfAbsent(name, entries.find(name).orElseThrow()));
        all.putAll(replaced);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                ZipEntry next = new ZipEntry(entry.getKey());
                // A fixed time makes the same jar give the same bytes, whenever it comes.
                next.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                out.putNextEntry(next);
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] manifest() {
        Manifest copy = manifest.copy();
        Attributes headers = copy.getMainAttributes();
        // Without this header no manifest is written at all.
        headers.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.remove(new Attributes.Name(CODE));
        if (code().isPresent()) {
            headers.putValue(CODE, "true");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            copy.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
