package io.eunomia.launcher.internal.client;

import io.eunomia.runtime.control.EventFlow;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Events as the daemon sends them, already in the form that was asked for. Owns the connection. */
record HttpFlow(InputStream content) implements EventFlow {

    /** @throws CommandFailure when the daemon breaks off */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private int read(byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, "the daemon broke off: " + e.getMessage(), "", "", "", e);
        }
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            // The connection is of no use any more, in whatever state it is.
            return;
        }
    }
}
