package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.PackageForm;
import java.util.Locale;

/** Reads form 4 with its object inside. */
final class OwnPackage {

    private OwnPackage() {
    }

    static Parsed read(JsonObject root, PackageLimits limits) {
        Draft draft = OwnForm.read(root);
        JsonValue data = root.get("data");
        JsonValue size = root.get("data_sz");
        Compression compression = compression(root);
        if (!data.present() && root.has("object")) {
            throw BadPackage.at("/object", "names a file inside a bundle, and this is no bundle",
                    "put the object in base64 into data, or make a tracker bundle of it");
        }
        root.warnAboutRest();
        byte[] object = ObjectData.decode(data.pointer(), data.encoded(), compression, limits);
        ObjectData.checkSize(size, object);
        return new Parsed(PackageForm.OWN, draft, object);
    }

    static Compression compression(JsonObject root) {
        JsonValue value = root.get("compression");
        String label = value.textOr(Compression.NONE.label());
        if (!Compression.labels().contains(label)) {
            throw BadPackage.at(value.pointer(), "unknown compression \"" + label + '"',
                    "known: " + String.join(", ", Compression.labels()));
        }
        return Compression.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
