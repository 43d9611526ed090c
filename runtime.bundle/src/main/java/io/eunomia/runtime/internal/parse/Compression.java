package io.eunomia.runtime.internal.parse;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Unpacks the object inside a package. Unpacking goes piece by piece and stops at the bounds. */
enum Compression {
    NONE, ZLIB, GZIP, ZSTD;

    /** Below this size the ratio is not checked: a few kilobytes of zeros are no attack. */
    private static final int RATIO_FREE_BYTES = 1 << 20;
    private static final int PIECE = 1 << 14;

    static List<String> labels() {
        return Arrays.stream(values()).map(Compression::label).toList();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Unpacks data. @param pointer of the packed data, for messages */
    byte[] unpack(String pointer, byte[] packed, PackageLimits limits) {
        if (this == NONE) {
            return packed;
        }
        try (InputStream in = open(packed)) {
            return readBounded(in, pointer, packed.length, limits);
        } catch (EOFException e) {
            throw BadPackage.at(pointer, "the " + label() + " data ends too early", "it was cut off; pack it again", e);
        } catch (IOException | MalformedInputException | IndexOutOfBoundsException e) {
            throw BadPackage.at(pointer, "is not " + label() + " data: " + e.getMessage(),
                    "say how it is packed in compression, or pack it again", e);
        }
    }

    private InputStream open(byte[] packed) throws IOException {
        InputStream in = new ByteArrayInputStream(packed);
        switch (this) {
            case ZLIB:
                return new InflaterInputStream(in);
            case GZIP:
                return new GZIPInputStream(in);
            case ZSTD:
                return new ZstdInputStream(in);
            default:
                return in;
        }
    }

    /** Reads all, within the bounds. @param packedBytes size of the data that {@code in} unpacks */
    static byte[] readBounded(InputStream in, String pointer, long packedBytes, PackageLimits limits)
            throws IOException {
        long byRatio = Math.max(RATIO_FREE_BYTES, packedBytes * limits.ratio());
        ByteArrayOutputStream out = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            out.write(piece, 0, count);
            if (out.size() > limits.objectBytes()) {
                throw BadPackage.tooLarge(pointer, "unpacks to more than " + limits.objectBytes() + " bytes",
                        "raise the object size limit if this is meant");
            }
            if (out.size() > byRatio) {
                throw BadPackage.tooLarge(pointer, packedBytes + " bytes unpack to more than " + limits.ratio()
                        + " times their size", "no compiled program packs that well; send it unpacked");
            }
        }
        return out.toByteArray();
    }
}
