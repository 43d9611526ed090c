package io.eunomia.runtime.internal.bundle;

import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a tracker bundle from a package: manifest, descriptor, object. The same package gives the same bytes. */
public final class TrackerBundleWriter {
    /** Namespace of the capability by which the runtime tells what the kernel can do. */
    public static final String KERNEL_NAMESPACE = "eunomia.kernel";
    /** The prefix of the symbolic name of bundles made here; the tracker's name follows. */
    public static final String SYMBOLIC_NAME_PREFIX = "io.eunomia.tracker.";

    /** Header: the package's own name, whatever the tracker is called. */
    public static final String OWN_NAME = "Eunomia-Package";

    /** Header: SHA-256 of the package as it was sent, in hexadecimal. */
    public static final String DIGEST = "Eunomia-Package-SHA-256";

    private static final String DESCRIPTOR = "tracker.json";
    private static final String OBJECT = "program.bpf.o";
    private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private TrackerBundleWriter() {
    }

    public static byte[] write(TrackerPackage tracker) {
        return write(tracker, "");
    }

    /**
     * Writes a bundle.
     *
     * @param digest SHA-256 of the package as it was sent, which is kept with it; empty when that is not known
     */
    public static byte[] write(TrackerPackage tracker, String digest) {
        return write(tracker, digest, tracker.descriptor().requires());
    }

    /**
     * Writes a bundle that does not ask the resolver for the kernel's types, because somebody supplied them and the engine
     * knows.
     */
    public static byte[] writeWithTypes(TrackerPackage tracker, String digest) {
        Requirements all = tracker.descriptor().requires();
        return write(tracker, digest, new Requirements(all.attach(), all.kernel(), false));
    }

    private static byte[] write(TrackerPackage tracker, String digest, Requirements requires) {
        // The entries are stored, because deflating an object costs more than writing it.
        byte[] object = tracker.object();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(object.length + 4096);
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            ByteArrayOutputStream manifest = new ByteArrayOutputStream();
            manifest(tracker, digest, requires).write(manifest);
            store(jar, "META-INF/MANIFEST.MF", manifest.toByteArray());
            store(jar, DESCRIPTOR, DescriptorWriter.write(tracker.descriptor(), OBJECT, tracker.warnings()));
            store(jar, OBJECT, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Manifest manifest(TrackerPackage tracker, String digest, Requirements requires) {
        Descriptor descriptor = tracker.descriptor();
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", SYMBOLIC_NAME_PREFIX + descriptor.name());
        headers.putValue("Bundle-Version", BundleVersion.of(descriptor.version()).toString());
        headers.putValue("Bundle-Name", descriptor.name());
        headers.putValue("Eunomia-Tracker", DESCRIPTOR);
        if (!tracker.ownName().isEmpty()) {
            headers.putValue(OWN_NAME, tracker.ownName());
        }
        if (!digest.isEmpty()) {
            headers.putValue(DIGEST, digest);
        }
        headers.putValue("Require-Capability", requirements(requires));
        return manifest;
    }

    /** Writes the requirement, for example {@code eunomia.kernel;filter:="(&(btf=true)(attach=tp_btf)(version>=5.8))"}. */
    private static String requirements(Requirements requires) {
        String extender = "osgi.extender;filter:=\"(&(osgi.extender=eunomia.tracker)(version>=1.0.0)(!(version>=2.0.0)))\"";
        List<String> terms = new ArrayList<>();
        if (requires.btf()) {
            terms.add("(btf=true)");
        }
        requires.attach().forEach(kind -> terms.add("(attach=" + kind + ')'));
        if (!requires.kernel().isEmpty()) {
            terms.add("(version>=" + requires.kernel() + ')');
        }
        if (terms.isEmpty()) {
            return extender;
        }
        return extender + ',' + KERNEL_NAMESPACE + ";filter:=\"(&" + String.join("", terms) + ")\"";
    }

    private static void store(ZipOutputStream jar, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ZIP_EPOCH);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
