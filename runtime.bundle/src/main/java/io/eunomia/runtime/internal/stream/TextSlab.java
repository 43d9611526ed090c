package io.eunomia.runtime.internal.stream;

import java.nio.ByteBuffer;

/**
 * Memory that text is appended to, outside the heap because sockets take it from there without another copy. What was
 * appended is not changed any more while somebody holds the slab.
 */
final class TextSlab {
    static final int USUAL_BYTES = 64 << 10;

    private final ByteBuffer bytes;
    private int used;
    /** Counts the chunks that are kept and the readers that are at one. Guarded by the window's monitor. */
    int held;

    TextSlab(int bytes) {
        this.bytes = ByteBuffer.allocateDirect(bytes);
    }

    boolean room(int length) {
        return bytes.capacity() - used >= length;
    }

    /** @return where the text begins */
    int append(byte[] text, int length) {
        int from = used;
        bytes.put(from, text, 0, length);
        used += length;
        return from;
    }

    /** Makes a view of a part, which cannot change it. */
    ByteBuffer view(int from, int length) {
        return bytes.slice(from, length).asReadOnlyBuffer();
    }

    boolean usual() {
        return bytes.capacity() == USUAL_BYTES;
    }

    void clear() {
        used = 0;
    }
}
