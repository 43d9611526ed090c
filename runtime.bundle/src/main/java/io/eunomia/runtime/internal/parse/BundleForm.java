package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.PackageForm;
import java.util.List;

/** Reads form 5: a bundle whose header {@value #HEADER} names its descriptor, which names the object beside it. */
final class BundleForm {
    /** Member of the descriptor in a bundle that was made of another form: the warnings of that form. */
    public static final String PACKAGE_WARNINGS = "package_warnings";
    static final String HEADER = "Eunomia-Tracker";

    private BundleForm() {
    }

    /** Reads a bundle that is not installed yet. @param jar a whole bundle */
    static Parsed read(TrackerJar jar, PackageLimits limits, List<String> warnings) {
        return read(jar.header(HEADER), jar.entries(), limits, warnings);
    }

    /** Reads a bundle. @param header value of {@value #HEADER} */
    static Parsed read(String header, BundleEntries entries, PackageLimits limits, List<String> warnings) {
        String path = path(header);
        JsonObject root = JsonReader.readObject(entry(entries, path, "the header " + HEADER), warnings);
        Draft draft = OwnForm.read(root);
        JsonValue objectPath = root.get("object");
        JsonValue size = root.get("data_sz");
        Compression compression = OwnPackage.compression(root);
        List<String> before = root.get(PACKAGE_WARNINGS).texts();
        if (!before.isEmpty()) {
            // Warnings about this descriptor are dropped, because those of the original package cover all that is written
            // here.
            warnings.clear();
            warnings.addAll(before);
        }
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
        String plain = plain(path);
        return entries.find(plain).orElseThrow(() -> BadPackage.at("",
                "the bundle has no entry " + plain + ", which " + saidBy + " names", "put it into the bundle"));
    }

    static String path(String header) {
        return plain(header.split(";", 2)[0].trim());
    }

    private static String plain(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
