package io.eunomia.libbpf.ring;

import java.nio.ByteBuffer;

/** Receives the records of an {@link EventReader}, one after the other. */
@FunctionalInterface
public interface RecordHandler {

    /**
     * @param memory the reader's copy of a part of the kernel's buffer, in host byte order and read-only, valid only during
     *     the call. Read at absolute positions only: position and limit belong to the reader
     * @param offset of the record's first byte in {@code memory}; the record is contiguous
     * @param length in bytes
     */
    void record(ByteBuffer memory, int offset, int length);
}
