package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Heap memory that records are copied to from a mapped ring, many by one native call, and handed out from. It is used
 * again for each batch: handing out makes no garbage. Not thread-safe.
 */
final class RecordBatch {
    /** So much is copied at a time: it stays in a processor's first cache until it has been handed out. */
    static final int USUAL_BYTES = 16 << 10;

    private byte[] bytes = new byte[0];
    private ByteBuffer readable = ByteBuffer.wrap(bytes);

    /** What was copied, in host byte order, read-only: it is handed to others. */
    ByteBuffer readable() {
        return readable;
    }

    /** Makes room, for the usual or for one record that is larger. What was copied before is lost. */
    void require(int wanted) {
        if (bytes.length < wanted) {
            bytes = new byte[Math.max(wanted, USUAL_BYTES)];
            readable = ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
        }
    }

    /** @param to where in this memory the copy begins */
    void copy(ForeignMemory from, int offset, int to, int length) {
        from.get(offset, bytes, to, length);
    }
}
