package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Holds records that were read before their turn: while a hot update waits for the old version's last events, the new one's
 * would fill their ring. Bounded; confined to one thread.
 */
final class StagedRecords implements RecordHandler {
    private static final int MOST_BYTES = 64 << 20;

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.nativeOrder());

    /** Tells whether one more batch may be read; if not, the ring keeps what comes, and counts what it refuses. */
    boolean room() {
        return bytes.position() < MOST_BYTES;
    }

    @Override
    public void record(ByteBuffer memory, int offset, int length) {
        int need = Long.BYTES + (length + 7 & -8);
        if (bytes.remaining() < need) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + need))
                    .order(ByteOrder.nativeOrder());
            bytes = larger.put(bytes.flip());
        }
        int at = bytes.position();
        bytes.putLong(at, length);
        bytes.put(at + Long.BYTES, memory, offset, length);
        bytes.position(at + need);
    }

    /** Hands all records over and forgets them. */
    void replay(RecordHandler handler) {
        int end = bytes.position();
        for (int at = 0; at < end;) {
            int length = (int) bytes.getLong(at);
            handler.record(bytes, at + Long.BYTES, length);
            at += Long.BYTES + (length + 7 & -8);
        }
        bytes = ByteBuffer.allocate(0);
    }
}
