package io.eunomia.shell.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes frames over a channel. A frame is a letter, the number of fields, then each field's length and bytes; numbers
 * have 32 bits in network order. One thread reads, any thread writes. Owns the channel.
 */
public final class FrameChannel implements AutoCloseable {
    /** Room for a package of 24 MiB and its names; anything longer is no frame. */
    private static final int MAX_BYTES = 32 << 20;
    private static final int MAX_FIELDS = 10_000;
    private static final int HEAD = 1 + Integer.BYTES;

    private final ByteChannel channel;
    private final Object writing = new Object();

    public FrameChannel(ByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for a frame.
     *
     * @return empty when the other side has closed
     * @throws IOException when the other side broke off or does not speak this protocol
     */
    public Optional<Frame> read() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (channel.read(head) < 0) {
            return Optional.empty();
        }
        fill(head);
        FrameType type = FrameType.of(head.get());
        int count = head.getInt();
        if (type == null || count < 0 || count > MAX_FIELDS) {
            throw new IOException("not a frame of the shell's protocol");
        }
        List<byte[]> fields = new ArrayList<>(count);
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = fill(ByteBuffer.allocate(Integer.BYTES)).getInt();
            if (length < 0 || length > MAX_BYTES - total) {
                throw new IOException("a frame is longer than " + MAX_BYTES + " bytes");
            }
            total += length;
            fields.add(fill(ByteBuffer.allocate(length)).array());
        }
        return Optional.of(new Frame(type, fields));
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the other side broke off");
            }
        }
        return buffer.flip();
    }

    /** Writes the whole frame. An interrupt while it waits closes the channel, as is usual for the JDK's channels. */
    public void write(Frame frame) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + frame.size() + frame.fields().size() * Integer.BYTES);
        buffer.put(frame.type().letter()).putInt(frame.fields().size());
        frame.fields().forEach(field -> buffer.putInt(field.length).put(field));
        buffer.flip();
        synchronized (writing) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
