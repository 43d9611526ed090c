package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.PackageForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.jar.Manifest;

/** Form 5: a bundle whose header {@value #HEADER} names its descriptor, which names the object beside it. */
final class BundleForm {
    static final String HEADER = "Eunomia-Tracker";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private BundleForm() {
    }

    /** @param jar a whole bundle, not installed yet */
    static Parsed read(byte[] jar, PackageLimits limits, List<String> warnings) {
        JarEntries entries = JarEntries.read(jar, limits);
        byte[] manifest = entries.find(MANIFEST).orElseThrow(() -> BadPackage.at("",
                "the jar has no manifest: it is no bundle", "make it with bnd, or send the object or a JSON package"));
        try {
            String header = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes().getValue(HEADER);
            if (header == null) {
                throw BadPackage.at("", "the bundle's manifest has no header " + HEADER + ": it is no tracker",
                        "add " + HEADER + ": tracker.json, the path of the descriptor inside the bundle");
            }
            return read(header, entries, limits, warnings);
        } catch (IOException e) {
            throw BadPackage.at("", "the jar's manifest is malformed: " + e.getMessage(), "make it with bnd", e);
        }
    }

    /** @param header value of {@value #HEADER} */
    static Parsed read(String header, BundleEntries entries, PackageLimits limits, List<String> warnings) {
        String path = header.split(";", 2)[0].trim();
        JsonObject root = JsonReader.readObject(entry(entries, path, "the header " + HEADER), warnings);
        Draft draft = OwnForm.read(root);
        JsonValue objectPath = root.get("object");
        JsonValue size = root.get("data_sz");
        Compression compression = OwnPackage.compression(root);
        root.warnAboutRest();
        byte[] packed = entry(entries, objectPath.text(), objectPath.pointer() + " of " + path);
        byte[] object = compression.unpack(objectPath.pointer(), packed, limits);
        if (object.length > limits.objectBytes()) {
            throw BadPackage.tooLarge(objectPath.pointer(), "the object has " + object.length + " bytes",
                    "at most " + limits.objectBytes());
        }
        ObjectData.checkSize(size, object);
        if (draft.name.isEmpty()) {
            draft.name = TrackerNames.derived(objectPath.text());
        }
        return new Parsed(PackageForm.BUNDLE, draft, object);
    }

    private static byte[] entry(BundleEntries entries, String path, String saidBy) {
        String plain = path.startsWith("/") ? path.substring(1) : path;
        return entries.find(plain).orElseThrow(() -> BadPackage.at("",
                "the bundle has no entry " + plain + ", which " + saidBy + " names", "put it into the bundle"));
    }
}
