package io.eunomia.libbpf.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Gives the bytes of a file piece by piece, so that nobody has to hold or trust all of it. Any thread. */
public interface ByteSource {

    /** The number of bytes there are. */
    long size();

    /**
     * Reads some bytes.
     *
     * @return as many as asked for, in little-endian order, from position 0; not to be changed
     * @throws MalformedObjectException when that reaches beyond the end
     */
    ByteBuffer read(long offset, int length) throws IOException;

    /** Reads bytes from memory. @param bytes stays the caller's and must not change */
    static ByteSource of(ByteBuffer bytes) {
        return new ByteSource() {
            @Override
            public long size() {
                return bytes.limit();
            }

            @Override
            public ByteBuffer read(long offset, int length) {
                require(this, offset, length);
                return bytes.slice((int) offset, length).order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    /**
     * Reads bytes from a file each time they are asked for. They are not mapped, because whoever shortens a mapped file ends its
     * readers.
     *
     * @param channel stays the caller's
     */
    static ByteSource of(FileChannel channel) throws IOException {
        long size = channel.size();
        return new ByteSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public ByteBuffer read(long offset, int length) throws IOException {
                require(this, offset, length);
                ByteBuffer bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, offset + bytes.position()) < 0) {
                        throw new MalformedObjectException("file", "it ends before its size");
                    }
                }
                return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    private static void require(ByteSource source, long offset, int length) {
        if (offset < 0 || length < 0 || offset > source.size() - length) {
            throw new MalformedObjectException("file", "bytes from " + Long.toUnsignedString(offset) + " on lie outside of it");
        }
    }
}
