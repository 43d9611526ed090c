package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Heap memory for copies of records from a mapped ring: one native call copies many, and they are handed out from here. It is
 * reused for each batch, so that handing out makes no garbage. Not thread-safe.
 */
final class RecordBatch {
    /** The usual size of a copy: it stays in a processor's first cache until it has been handed out. */
    static final int USUAL_BYTES = 16 << 10;

    private byte[] bytes = new byte[0];
    private ByteBuffer readable = ByteBuffer.wrap(bytes);

    /** The copied bytes in host byte order, read-only because they are handed to others. */
    ByteBuffer readable() {
        return readable;
    }

    /** Makes room for the usual size, or for one record that is larger. Earlier copies are lost. */
    void require(int wanted) {
        if (bytes.length < wanted) {
            bytes = new byte[Math.max(wanted, USUAL_BYTES)];
            readable = ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
        }
    }

    /** @param to offset in this memory at which the copy begins */
    void copy(ForeignMemory from, int offset, int to, int length) {
        from.get(offset, bytes, to, length);
    }
}
