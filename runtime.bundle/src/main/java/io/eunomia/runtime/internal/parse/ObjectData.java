package io.eunomia.runtime.internal.parse;

/** Decodes the object inside a JSON package. */
final class ObjectData {

    private ObjectData() {
    }

    static byte[] decode(String pointer, EncodedText data, Compression compression, PackageLimits limits) {
        if (data.isEmpty()) {
            throw BadPackage.at(pointer, "is empty", "it must hold the compiled object in base64");
        }
        return compression.unpack(pointer, data.decode(pointer, limits.objectBytes()), limits);
    }

    /** Checks {@code data_sz}, which is the size of the ELF itself, decoded and decompressed. */
    static void checkSize(JsonValue size, byte[] object) {
        if (size.present() && size.whole(Integer.MAX_VALUE) != object.length) {
            throw BadPackage.at(size.pointer(), "says " + size.raw() + " bytes, the object has " + object.length,
                    "the object was damaged on its way, or the size is not that of the object itself");
        }
    }
}
