package io.eunomia.runtime.internal.parse;

/**
 * Bounds that are checked before anything is decoded.
 *
 * @param packageBytes of the package as it arrived
 * @param objectBytes of the object, decoded and decompressed
 * @param ratio how many times larger than its compressed form the object may be
 */
public record PackageLimits(int packageBytes, int objectBytes, int ratio) {
    private static final int MEBIBYTE = 1 << 20;
    private static final int DEFAULT_BYTES = 64 * MEBIBYTE;
    /** deflate reaches about 1030 on constant input; real objects stay below 10. */
    private static final int DEFAULT_RATIO = 100;
    /** A package, its decoded data and the decompressed object exist at the same time. */
    private static final int SHARE_OF_HEAP = 8;

    public PackageLimits {
        if (packageBytes < 1 || objectBytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("package limits must be positive");
        }
    }

    /**
     * Returns bounds of 64 MiB each, or an eighth of the heap where that is less, because a package must not end the
     * process.
     */
    public static PackageLimits forThisProcess() {
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        int bytes = (int) Math.max(MEBIBYTE, Math.min(DEFAULT_BYTES, share));
        return new PackageLimits(bytes, bytes, DEFAULT_RATIO);
    }
}
