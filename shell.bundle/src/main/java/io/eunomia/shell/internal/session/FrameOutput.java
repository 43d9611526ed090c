package io.eunomia.shell.internal.session;

import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Sends a command's output as frames, one for each write. */
final class FrameOutput extends OutputStream {
    private final Outbox outbox;
    private final FrameType type;

    FrameOutput(Outbox outbox, FrameType type) {
        this.outbox = outbox;
        this.type = type;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (count > 0) {
            outbox.put(Frame.of(type, Arrays.copyOfRange(bytes, from, from + count)));
        }
    }
}
