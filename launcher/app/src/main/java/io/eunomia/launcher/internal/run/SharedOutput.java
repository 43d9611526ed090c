package io.eunomia.launcher.internal.run;

import java.io.IOException;
import java.io.OutputStream;

/** An output to which several threads write whole lines. It stays its owner's. */
final class SharedOutput extends OutputStream {
    private final OutputStream out;

    SharedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public synchronized void write(int oneByte) throws IOException {
        out.write(oneByte);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }
}
