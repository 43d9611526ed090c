package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.PackageForm;

/**
 * Reads form 1, the package of 2022: {@code name}, {@code data} (base64 of the ELF), {@code data_sz} (bytes of the ELF),
 * {@code maps} and {@code progs}; all of them must be there.
 */
final class SeedForm {

    private SeedForm() {
    }

    static Parsed read(JsonObject root, PackageLimits limits) {
        Draft draft = new Draft();
        JsonValue name = root.get("name");
        draft.name = name.text().isEmpty() ? "" : TrackerNames.checked(name.text(), name.pointer());
        EncodedText data = root.get("data").encoded();
        JsonValue size = root.get("data_sz");
        size.whole(Integer.MAX_VALUE);
        draft.maps = required(root.get("maps"));
        draft.programs.addAll(required(root.get("progs")));
        root.warnAboutRest();
        byte[] object = ObjectData.decode(root.get("data").pointer(), data, Compression.NONE, limits);
        ObjectData.checkSize(size, object);
        return new Parsed(PackageForm.SEED, draft, object);
    }

    private static java.util.List<String> required(JsonValue value) {
        if (!value.present()) {
            throw value.wrong("a list of names");
        }
        return value.texts();
    }
}
